// Just enough of an assembler for WebAssembly to write a few kernels of 4-lane arithmetic: training in
// plain JavaScript takes four times as long.

export const I32 = 0x7f
export const V128 = 0x7b

/** A function of a module. Locals are numbered after the parameters. */
export interface WasmFunction {
  readonly name: string
  readonly params: readonly number[]
  readonly locals: readonly number[]
  readonly body: readonly number[]
}

/** A module with one memory, which it exports as `memory`. @param pages Of 64 KiB. */
export function assemble(
  functions: readonly WasmFunction[],
  pages: number,
): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ params }) => [0x60, ...list(params), 0])
  const exports = functions.map(({ name }, i) => [...text(name), 0, i])
  const bodies = functions.map(({ locals, body }) => {
    const code = [...items(locals.map(type => [1, type])), ...body, END]
    return [...unsigned(code.length), ...code]
  })
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, items(types)),
    ...section(3, list(functions.map((_, i) => i))),
    ...section(5, [1, 0, ...unsigned(pages)]),
    ...section(7, items([...exports, [...text('memory'), 2, 0]])),
    ...section(10, items(bodies)),
  ])
}

export const get = (local: number) => [0x20, ...unsigned(local)]
export const set = (local: number) => [0x21, ...unsigned(local)]
export const constant = (value: number) => [0x41, ...signed(value)]
export const loadWord = (offset: number) => [0x28, 2, ...unsigned(offset)]
export const storeFloat = (offset: number) => [0x38, 2, ...unsigned(offset)]
export const addWords = [0x6a]
export const isBelow = [0x49]
export const addFloats = [0x92]
/** Four floats from an address. */
export const load4 = (offset: number) => [0xfd, 0, 2, ...unsigned(offset)]
export const store4 = (offset: number) => [0xfd, 0x0b, 2, ...unsigned(offset)]
/** One float from an address, four times. */
export const spread = (offset: number) => [0xfd, 0x09, 2, ...unsigned(offset)]
export const lane = (index: number) => [0xfd, 0x1f, index]
export const add4 = [0xfd, 0xe4, 1]
export const multiply4 = [0xfd, 0xe6, 1]
export const zero4 = [0xfd, 0x0c, ...new Array<number>(16).fill(0)]

/** Repeats `body` while the condition that it leaves on the stack holds. */
export const loop = (body: readonly number[]) => [0x03, 0x40, ...body, 0x0d, 0, END]

const END = 0x0b

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content]
}

function list(values: readonly number[]): number[] {
  return [...unsigned(values.length), ...values]
}

function items(entries: readonly (readonly number[])[]): number[] {
  return [...unsigned(entries.length), ...entries.flat()]
}

function text(name: string): number[] {
  return list(Array.from(name, letter => letter.charCodeAt(0)))
}

function unsigned(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  do {
    const more = rest > 0x7f
    bytes.push((rest & 0x7f) | (more ? 0x80 : 0))
    rest = Math.floor(rest / 128)
  } while (rest > 0)
  return bytes
}

function signed(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  for (;;) {
    const byte = rest & 0x7f
    rest >>= 7
    if ((rest === 0 && (byte & 0x40) === 0) || (rest === -1 && (byte & 0x40) !== 0)) {
      bytes.push(byte)
      return bytes
    }
    bytes.push(byte | 0x80)
  }
}
