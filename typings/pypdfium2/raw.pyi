# What we use of PDFium's own functions (its public/fpdf_text.h).

from ctypes import Array, c_char

from pypdfium2 import PdfTextPage

def FPDFText_GetUnicode(text_page: PdfTextPage, index: int) -> int: ...  # noqa: N802 # PDFium calls it so
def FPDFText_GetCharAngle(text_page: PdfTextPage, index: int) -> float: ...  # noqa: N802 # see above
def FPDFText_GetFontInfo(  # noqa: N802 # see above
    text_page: PdfTextPage, index: int, buffer: Array[c_char], buflen: int, flags: object
) -> int: ...
