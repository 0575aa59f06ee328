import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import { openIndexedFiles } from './indexed-files'

const page = 256 * 1024

it('a file in pages is like any other: written across pages, cut, grown again', async () => {
  const files = await openIndexedFiles(['datasets', 'a'])
  const file = await files.open('rows')
  expect(await file.size()).toBe(0)
  const bytes = Uint8Array.from({ length: 3 * page }, (_, i) => i % 251)
  await file.write(0, bytes.subarray(0, 10))
  await file.write(10, bytes.subarray(10))
  expect(await file.read(page - 5, 10)).toEqual(bytes.subarray(page - 5, page + 5))
  expect(await file.read(3 * page - 3, 10)).toEqual(bytes.subarray(3 * page - 3))
  await file.write(page - 1, new Uint8Array([1, 2, 3]))
  expect([...(await file.read(page - 2, 5))]).toEqual([bytes[page - 2], 1, 2, 3, bytes[page + 2]])
  await file.truncate(page + 4)
  expect(await file.size()).toBe(page + 4)
  await file.write(page + 8, new Uint8Array([9]))
  expect([...(await file.read(page + 2, 10))]).toEqual([
    bytes[page + 2],
    bytes[page + 3],
    0,
    0,
    0,
    0,
    9,
  ])
  const again = await (await openIndexedFiles(['datasets', 'a'])).open('rows')
  expect(await again.size()).toBe(page + 9)
  const blob = (await files.blob('rows'))!
  expect(new Uint8Array(await blob.arrayBuffer())).toEqual(await file.read(0, page + 9))
})

it('folders and files are apart, and deleted apart', async () => {
  const [a, b] = [await openIndexedFiles(['x']), await openIndexedFiles(['y'])]
  for (const files of [a, b]) {
    for (const name of ['one', 'two']) await (await files.open(name)).write(0, new Uint8Array([1]))
  }
  await a.remove('one')
  expect(await a.blob('one')).toBeNull()
  expect((await a.blob('two'))!.size).toBe(1)
  await a.removeAll()
  expect(await a.blob('two')).toBeNull()
  expect((await b.blob('two'))!.size).toBe(1)
})
