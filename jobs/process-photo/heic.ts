import { createRequire } from 'node:module'
import { PhotoRefused, refusalOf } from './fault.ts'
import type { Pixels } from './pixels.ts'
import type { DecodeLimits } from './settings.ts'

/** The part of libheif's C interface that is used here, as its Emscripten build names it. Every handle is freed by hand. */
interface LibHeif {
  heif_colorspace: { heif_colorspace_RGB: object }
  heif_chroma: { heif_chroma_interleaved_RGB: object; heif_chroma_interleaved_RGBA: object }
  heif_error_code: { heif_error_Ok: object }
  heif_context_alloc(): object
  heif_context_free(context: object): void
  heif_context_read_from_memory(context: object, file: Uint8Array): { code: object; message: string }
  heif_js_context_get_primary_image_handle(context: object): object | LibHeifError | undefined
  heif_image_handle_get_width(handle: object): number
  heif_image_handle_get_height(handle: object): number
  heif_image_handle_has_alpha_channel(handle: object): number
  heif_image_handle_release(handle: object): void
  heif_js_decode_image2(handle: object, colourspace: object, chroma: object): DecodedImage | LibHeifError | undefined
  heif_image_release(image: object): void
}

interface LibHeifError {
  code: object
  message?: string
}

interface DecodedImage {
  image: object
  channels: { data: Uint8Array; stride: number; width: number; height: number }[]
}

const require = createRequire(import.meta.url)
let instance: LibHeif | undefined

/** Loaded at the first HEIC only: the WebAssembly takes 60 ms and 20 MB that most processes never need. */
function libheif(): LibHeif {
  instance ??= (require('libheif-js/libheif-wasm/libheif-bundle.js') as () => LibHeif)()
  return instance
}

/**
 * Decodes the primary image of a HEIC file, which sharp's prebuilt library cannot (HEVC). libheif has applied the container's own
 * rotation and mirroring (`irot`, `imir`): the result is upright, and an EXIF orientation beside it must be ignored. Colours are
 * still in the file's profile. Blocks the thread, about 130 ms a megapixel.
 */
export function decodeHeic(input: Buffer, limits: DecodeLimits): Pixels {
  const lib = libheif()
  try {
    return decodeWith(lib, input, limits)
  } catch (error) {
    // A trap in WebAssembly leaves its memory in an unknown state: the next photo gets a new instance.
    if (!(error instanceof PhotoRefused)) instance = undefined
    throw error
  }
}

function decodeWith(lib: LibHeif, input: Buffer, limits: DecodeLimits): Pixels {
  const context = lib.heif_context_alloc()
  try {
    const read = lib.heif_context_read_from_memory(context, input)
    if (read.code !== lib.heif_error_code.heif_error_Ok) throw refusalOf(new Error(read.message))
    const handle = lib.heif_js_context_get_primary_image_handle(context)
    if (!handle || 'code' in handle) throw refusalOf(new Error(messageOf(handle)))
    try {
      return decodeHandle(lib, handle, limits)
    } finally {
      lib.heif_image_handle_release(handle)
    }
  } finally {
    lib.heif_context_free(context)
  }
}

function decodeHandle(lib: LibHeif, handle: object, limits: DecodeLimits): Pixels {
  const pixels = lib.heif_image_handle_get_width(handle) * lib.heif_image_handle_get_height(handle)
  if (pixels > limits.maxPixels)
    throw new PhotoRefused('TOO_MANY_PIXELS', `expected ${limits.maxPixels}, received ${pixels}`)
  const channels = lib.heif_image_handle_has_alpha_channel(handle) ? 4 : 3
  const { heif_chroma_interleaved_RGB: rgb, heif_chroma_interleaved_RGBA: rgba } = lib.heif_chroma
  const decoded = lib.heif_js_decode_image2(
    handle,
    lib.heif_colorspace.heif_colorspace_RGB,
    channels === 4 ? rgba : rgb,
  )
  if (!decoded || 'code' in decoded) throw refusalOf(new Error(messageOf(decoded)))
  try {
    const plane = decoded.channels[0]
    if (!plane) throw new PhotoRefused('CORRUPT_IMAGE', 'libheif decoded no channel')
    return { data: packRows(plane, plane.width * channels), width: plane.width, height: plane.height, channels }
  } finally {
    lib.heif_image_release(decoded.image)
  }
}

/** Copies out of the WebAssembly memory, which the next decode overwrites, and drops the padding at each row's end. */
function packRows(plane: { data: Uint8Array; stride: number; height: number }, rowBytes: number): Buffer {
  const packed = Buffer.allocUnsafeSlow(rowBytes * plane.height)
  if (plane.stride === rowBytes) {
    packed.set(plane.data.subarray(0, packed.length))
    return packed
  }
  for (let row = 0; row < plane.height; row++) {
    packed.set(plane.data.subarray(row * plane.stride, row * plane.stride + rowBytes), row * rowBytes)
  }
  return packed
}

function messageOf(error: LibHeifError | object | undefined): string {
  return error && 'message' in error ? String(error.message) : 'libheif could not decode the primary image'
}
