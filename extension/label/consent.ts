import { browser } from 'wxt/browser'
import { publishedData } from './published-data'
import { TroubleError } from './trouble'

/** Firefox's permissions know kinds of data, which the shared types do not. */
interface DataPermissions {
  request(data: { data_collection: readonly string[] }): Promise<boolean>
  contains(data: { data_collection: readonly string[] }): Promise<boolean>
}

/**
 * Has Firefox ask whether what a submission makes public may be sent; once allowed, it asks no more.
 * Other browsers leave that to our page, which says it anyway. Must run in the click that wants it,
 * before anything is awaited.
 * @throws TroubleError when it may not
 */
export async function consentToPublish(): Promise<void> {
  if (!import.meta.env.FIREFOX) return
  const permissions = browser.permissions as unknown as DataPermissions
  const data = { data_collection: publishedData }
  // Outside of a click Firefox refuses to ask; then only what was allowed before counts.
  const allowed = await permissions.request(data).catch(() => permissions.contains(data))
  if (allowed) return
  throw new TroubleError({
    name: 'not-allowed',
    title: 'Firefox may not send this',
    nextStep:
      'Nothing was sent. To submit, continue again and allow it: the numbers and the transaction become public, as listed above.',
  })
}
