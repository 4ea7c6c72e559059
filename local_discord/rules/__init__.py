"""What Discord refuses in the bodies it gets, each limit with the documentation page that states it."""
