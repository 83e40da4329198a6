import { S3Error } from '../errors.ts'
import { childrenOf, requiredText, textOf } from '../http/xml.ts'
import { changeObject } from './lookup.ts'
import type { Operation } from './operation.ts'
import { receiveXml } from './request-body.ts'
import { isArchiveClass, type RestoreState, restoreState } from './storage-class.ts'

/**
 * Asks for a readable copy of an archived object, for some days. 202 when the thaw begins, 200 when there is a copy
 * already (its life is counted anew). S3 rounds a copy's end up to midnight UTC; here it ends to the millisecond.
 */
export const restoreObject: Operation = async ({ store, now, restoreDelayMs, restoreDayMs }, request) => {
  const bucket = store.bucket(request.bucket)
  const document = await receiveXml(request, 'RestoreRequest')
  if (childrenOf(document, 'SelectParameters').length > 0 || textOf(document, 'Type') !== undefined) {
    throw new S3Error('NotImplemented', { message: 'SELECT restores are not implemented.' })
  }
  const days = requiredText(document, 'Days')
  if (!/^[1-9]\d{0,8}$/.test(days)) throw new S3Error('MalformedXML')

  let before = 'none' as RestoreState
  await changeObject(bucket, request.key, request.param('versionId'), (object) => {
    if (!isArchiveClass(object.storageClass)) {
      throw new S3Error('InvalidObjectState', {
        message: "Restore is not allowed for the object's current storage class",
        fields: { StorageClass: object.storageClass },
      })
    }
    before = restoreState(object, now())
    if (before === 'ongoing') throw new S3Error('RestoreAlreadyInProgress')
    const readyAt = before === 'restored' ? object.restore!.readyAt : now() + restoreDelayMs
    return { ...object, restore: { readyAt, expiresAt: Math.max(readyAt, now()) + Number(days) * restoreDayMs } }
  })
  return { status: before === 'restored' ? 200 : 202 }
}
