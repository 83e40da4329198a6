import type { Client } from '@halide/local/client.ts'

export interface ServedImage {
  size: string
  format: string
  url: string
  /** Pixels, as the API says. */
  width: number
  height: number
}

/** The nine addresses of a post's first photo, as this client is told them. */
export async function imagesOf(client: Client, postId: string): Promise<ServedImage[]> {
  const sizes = ['LARGE', 'MEDIUM', 'THUMBNAIL']
  const formats = ['AVIF', 'WEBP', 'JPEG']
  const image = (size: string) =>
    `${size}: image(size: ${size}) { width height ${formats.map((format) => `${format}: url(format: ${format})`).join(' ')} }`
  type Image = { width: number; height: number } & Record<string, string>
  type Data = { post: { photos: Record<string, Image>[] } }
  const query = `query ($id: ID!) { post(id: $id) { photos { ${sizes.map(image).join(' ')} } } }`
  const { post } = await client.gql<Data>(query, { id: postId })
  const photo = post.photos[0]!
  return sizes.flatMap((size) =>
    formats.map((format) => {
      const { width, height, [format]: url } = photo[size]!
      return { size, format, url: url!, width, height }
    }),
  )
}

export async function fetchImage(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; type: string | null; bytes: Buffer }> {
  const answer = await fetch(url, { headers })
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    bytes: Buffer.from(await answer.arrayBuffer()),
  }
}
