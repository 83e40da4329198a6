import { randomBytes } from 'node:crypto'
import type { Tx } from '@halide/prisma/client.ts'
import type { SecretBox } from './secret-box.ts'

const codesAtOnce = 10

/** No digit that looks like a letter. */
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'

/** Ten codes of 80 bits, in place of those before. Only fingerprints are kept. */
export async function replaceRecoveryCodes(tx: Tx, box: SecretBox, userId: bigint): Promise<string[]> {
  const codes = Array.from({ length: codesAtOnce }, newCode)
  await tx.recoveryCode.deleteMany({ where: { userId } })
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ userId, codeHash: box.fingerprint(userId, toRecoveryCode(code)!) })),
  })
  return codes
}

/** The code as it was made, whatever its case, gaps and dashes; null when it cannot be one. */
export function toRecoveryCode(text: string): string | null {
  const code = text.toLowerCase().replaceAll(/[\s-]/g, '')
  return code.length === 16 && [...code].every((letter) => alphabet.includes(letter)) ? code : null
}

/** Uses a code up. False when the account has none such. */
export async function spendRecoveryCode(
  db: Pick<Tx, 'recoveryCode'>,
  box: SecretBox,
  userId: bigint,
  code: string,
): Promise<boolean> {
  const { count } = await db.recoveryCode.deleteMany({ where: { userId, codeHash: box.fingerprint(userId, code) } })
  return count === 1
}

/** Four letters, four times. The alphabet has 32: a byte's lowest five bits choose fairly. */
function newCode(): string {
  const letters = [...randomBytes(16)].map((byte) => alphabet[byte % 32]).join('')
  return letters.match(/.{4}/g)!.join('-')
}
