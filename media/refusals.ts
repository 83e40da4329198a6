/** Every code with which the bytes door refuses, with its status: the closed table that clients may rely on. Nothing is stored after a refusal. */
export const mediaRefusals = {
  UPLOAD_NOT_FOUND: { status: 404, message: 'There is no such upload.' },
  TICKET_INVALID: { status: 403, message: 'The ticket is missing, damaged, or of something else.' },
  TICKET_EXPIRED: { status: 410, message: 'The ticket has expired. Ask for a new one.' },
  LENGTH_REQUIRED: { status: 411, message: 'Send the Content-Length of the file.' },
  FILE_TOO_LARGE: { status: 413, message: 'The file is larger than the limit.' },
  SIZE_MISMATCH: { status: 400, message: 'The file is not of the promised byteSize.' },
  CONTENT_TYPE_MISMATCH: { status: 415, message: 'The Content-Type is not the promised contentType.' },
  CHECKSUM_MISMATCH: { status: 422, message: 'The bytes that arrived do not have the promised md5. Send them again.' },
  UPLOAD_TOO_SLOW: { status: 408, message: 'The bytes did not arrive in time. Send them again.' },
  UPLOAD_INTERRUPTED: { status: 400, message: 'The connection ended before the last byte. Send them again.' },
  OVERLOADED: { status: 503, message: 'Halide is busy. Try again in a moment.' },
  STORAGE_UNAVAILABLE: { status: 503, message: 'The object store does not answer. Try again in a moment.' },
  DATABASE_UNAVAILABLE: { status: 503, message: 'The database does not answer. Try again in a moment.' },
  IMAGE_NOT_FOUND: { status: 404, message: 'There is no such image, or it is not public.' },
  RESTORING: { status: 503, message: 'The original is being brought back from the archive. Try again then.' },
  RANGE_NOT_SATISFIABLE: { status: 416, message: 'There is no such range of bytes.' },
  NOT_FOUND: { status: 404, message: 'There is nothing at this address.' },
  INTERNAL_SERVER_ERROR: { status: 500, message: 'Something went wrong on our side.' },
} as const

export type MediaRefusal = keyof typeof mediaRefusals

export interface RefusalBody {
  error: { code: MediaRefusal; message: string }
}
