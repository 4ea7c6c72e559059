"""A reader that ends well and tells no draft."""

if __name__ == "__main__":
    print('{"title": "Half a draft"}')  # noqa: T201 # what it tells
