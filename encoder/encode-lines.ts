import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createEncoder, type Encoding, STATIC_ENCODER_ID } from './src/index.ts'

// Lines of text in, lines of JSON arrays of 64 integers out: npm run -s encode -- < lines.txt
// With --tail, arrays of both: [[64 features], [ids of the tail]].

const withTail = process.argv.includes('--tail')

const encoder = await createEncoder({
  id: STATIC_ENCODER_ID,
  readFile: async ({ path }) => readFileSync(fileURLToPath(new URL(path, import.meta.url))),
})

// Whoever reads the output may have had enough of it.
process.stdout.on('error', () => process.exit())

for await (const lines of linesOf(process.stdin)) {
  const encodings = await encoder.encodeMany(lines)
  const isTaken = process.stdout.write(`${encodings.map(lineOf).join('\n')}\n`)
  if (!isTaken) await new Promise(resolve => process.stdout.once('drain', resolve))
}

function lineOf({ features, tail }: Encoding): string {
  return JSON.stringify(withTail ? [[...features], [...tail]] : [...features])
}

/** Lines as they come. A line ends at a line feed alone: others are part of somebody's text. */
async function* linesOf(input: NodeJS.ReadStream): AsyncGenerator<string[]> {
  let rest = ''
  for await (const chunk of input.setEncoding('utf8')) {
    const lines = `${rest}${chunk}`.split('\n')
    rest = lines.pop() ?? ''
    if (lines.length > 0) yield lines
  }
  if (rest !== '') yield [rest]
}
