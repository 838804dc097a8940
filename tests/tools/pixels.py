"""Pictures as arrays: what the kiosk wrote, read by SDL_image itself (no package more)."""
import ctypes
import functools

import numpy


@functools.lru_cache(None)
def libraries():
    sdl, image = ctypes.CDLL("libSDL2-2.0.so.0"), ctypes.CDLL("libSDL2_image-2.0.so.0")
    for function in (image.IMG_Load, sdl.SDL_ConvertSurfaceFormat, sdl.SDL_CreateRGBSurfaceWithFormatFrom):
        function.restype = ctypes.c_void_p
    sdl.SDL_ConvertSurfaceFormat.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint32]
    sdl.SDL_FreeSurface.argtypes = [ctypes.c_void_p]
    image.IMG_SavePNG.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
    return sdl, image


ARGB8888 = 0x16362004


class Surface(ctypes.Structure):
    """The beginning of SDL_Surface."""
    _fields_ = [("flags", ctypes.c_uint32), ("format", ctypes.c_void_p), ("w", ctypes.c_int), ("h", ctypes.c_int), ("pitch", ctypes.c_int),
                ("pixels", ctypes.c_void_p)]


def read(path):
    """Height x width of 0xRRGGBB; an OSError where there is no picture."""
    sdl, image = libraries()
    loaded = image.IMG_Load(str(path).encode())
    if not loaded:
        raise OSError(f"no picture: {path}")
    surface = sdl.SDL_ConvertSurfaceFormat(loaded, ARGB8888, 0)
    sdl.SDL_FreeSurface(loaded)
    head = Surface.from_address(surface)
    rows = numpy.frombuffer(ctypes.string_at(head.pixels, head.pitch * head.h), dtype="<u4").reshape(head.h, head.pitch // 4)
    out = rows[:, :head.w] & 0xFFFFFF
    sdl.SDL_FreeSurface(surface)
    return out


def write(path, pixels):
    """Writes 0xRRGGBB as PNG."""
    sdl, image = libraries()
    data = numpy.ascontiguousarray(pixels.astype("<u4") | 0xFF000000)
    h, w = data.shape
    surface = sdl.SDL_CreateRGBSurfaceWithFormatFrom(ctypes.c_void_p(data.ctypes.data), w, h, 32, w * 4, ctypes.c_uint32(ARGB8888))
    wrong = image.IMG_SavePNG(surface, str(path).encode())
    sdl.SDL_FreeSurface(surface)
    if wrong:
        raise OSError(f"cannot write {path}")


def luminance(pixels):
    """WCAG 2 relative luminance of 0xRRGGBB."""
    channels = numpy.stack([pixels >> 16 & 255, pixels >> 8 & 255, pixels & 255]).astype(float) / 255
    linear = numpy.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(a, b):
    """WCAG 2 contrast of two luminances."""
    high, low = numpy.maximum(a, b), numpy.minimum(a, b)
    return (high + 0.05) / (low + 0.05)
