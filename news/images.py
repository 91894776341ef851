"""What becomes of an uploaded picture: measured before it is decoded, then encoded anew.

Only pixels survive: no EXIF, no GPS position, no trailing data, no name of the visitor's file.
"""

import secrets
import warnings
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image as Picture
from PIL import ImageOps

from portal.text import clean_line

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
# A 20 KB PNG can unpack to 838 MB, so the header's word is taken before any decoding.
MAX_PIXELS = 40_000_000
MAX_BYTES = 20 * 1024 * 1024
LARGE = 1600
SMALL = 640


def attach(image, upload, name=""):
    """Gives a `news.models.Image` its two files, from a file-like object. Does not save the row.

    The large one is at most 1600 pixels a side, the small one 640, both WebP with generated names.
    Raises ValidationError for what is not a PNG, JPEG, WebP or GIF picture, for more than 40
    megapixels and for more than 20 MB.
    """
    picture = _open(upload)
    stem = secrets.token_hex(12)
    large, small = _encoded(picture, LARGE), _encoded(picture, SMALL)
    image.file.save(f"{stem}.webp", large, save=False)
    image.small.save(f"{stem}-small.webp", small, save=False)
    # The field itself finds no size in a file that was just written and closed.
    image.width, image.height = image.file.width, image.file.height
    image.original_name = clean_line(name or getattr(upload, "name", "") or "")[:200]


def _open(upload):
    size = getattr(upload, "size", None)
    if size is not None and size > MAX_BYTES:
        raise ValidationError(_("The picture is larger than 20 MB."), code="too_large")
    try:
        with warnings.catch_warnings():
            # Pillow warns of large pictures; the limit here is lower and an error.
            warnings.simplefilter("ignore", Picture.DecompressionBombWarning)
            picture = Picture.open(upload, formats=FORMATS)
            if picture.width * picture.height > MAX_PIXELS:
                raise ValidationError(
                    _("The picture has more than 40 million pixels."), code="too_many_pixels"
                )
            picture.load()
    except ValidationError:
        raise
    except Exception as error:  # Pillow raises many kinds for broken files.
        raise ValidationError(
            _("This is not a whole PNG, JPEG, WebP or GIF picture."), code="not_a_picture"
        ) from error
    picture = ImageOps.exif_transpose(picture)
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _encoded(picture, side):
    copy = picture.copy()
    copy.thumbnail((side, side))
    clean = Picture.new(copy.mode, copy.size)
    clean.paste(copy)
    target = BytesIO()
    clean.save(target, "WEBP", quality=82, method=4)
    return ContentFile(target.getvalue())
