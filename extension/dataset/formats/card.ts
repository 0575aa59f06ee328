import { plainLine } from '../../ui/format'
import { type DatasetRow, isValidated } from '../row'
import {
  type DatasetFacts,
  type Format,
  type FormatWriter,
  fileName,
  hasIds,
  isoTime,
  labelNames,
  type Sink,
} from './format'

/** A dataset card as Hugging Face reads it: YAML for its machines, then Markdown for people. */
export function cardWriter(facts: DatasetFacts, sink: Sink): FormatWriter {
  const counts = facts.task.card.labels.map(() => ({ rows: 0, validated: 0 }))
  const contributors = new Set<string>()
  return {
    add: async rows => {
      for (const row of rows) count(row)
    },
    end: () => sink.write(new TextEncoder().encode(cardText(facts, counts, contributors.size))),
  }

  function count(row: DatasetRow): void {
    const of = counts[row.label]
    if (of) of.rows++
    if (of && isValidated(row.status)) of.validated++
    contributors.add(row.contributor)
  }
}

interface LabelCount {
  readonly rows: number
  readonly validated: number
}

function cardText(
  facts: DatasetFacts,
  counts: readonly LabelCount[],
  contributors: number,
): string {
  const { task } = facts
  const title = markdown(task.card.name, 64) || 'Unnamed task'
  return `${[
    `---\n${frontMatter(facts)}---`,
    `# ${title}`,
    markdown(task.card.description, 512),
    `Labelled samples of a Hivemark task, as its contract's events tell them: ${facts.rows} rows by ${contributors} addresses. Whoever adds a row says which label is right and, where the task asks for it, leaves a deposit until the shared model agrees.`,
    `## Labels\n\n${labelTable(facts, counts)}`,
    `## Columns\n\n${columnList(facts)}`,
    `## Where it comes from\n\n${origin(facts)}`,
    `## What the features are, and what they give away\n\n${aboutFeatures(facts)}`,
    '## Personal data\n\nThe addresses of contributors are pseudonyms for people: everything one address did can be seen together, here and on the chain. Texts may be about people. Check what the law where you are asks of you before you publish or join this with other data.',
    '## Licence\n\nThe publisher of this dataset chooses its licence, and writes it at the top of this file in place of the comment. That the rows are public on a chain does not settle who may do what with them.',
    '## Limits\n\nRows are in the order of blocks. Nobody checked the labels but the model and those who disputed them: `validated` says that the model came to give the same label, not that it is true. Contributors choose what they label, so shares of labels are not those of the world. Every row was checked against its own hash and the contract’s record, but both came from one endpoint: it could have left rows out, or made up rows and records. Whoever needs to be sure collects them from another one, too, and compares.',
  ]
    .filter(part => part !== '')
    .join('\n\n')}\n`
}

function frontMatter(facts: DatasetFacts): string {
  const { task, rows } = facts
  const data: readonly Exclude<Format, 'card'>[] = ['parquet', 'jsonl', 'csv']
  return [
    '# license: to be chosen by the publisher, see "Licence" below',
    `pretty_name: ${yaml(plainLine(task.card.name, 64) || 'Unnamed task')}`,
    'task_categories:\n- text-classification',
    'tags:\n- hivemark\n- crowdsourced',
    `size_categories:\n- ${sizeCategory(rows)}`,
    '# Keep the entries of the files that you publish.',
    `configs:\n${data
      .map(
        format =>
          `- config_name: ${format}\n${format === 'parquet' ? '  default: true\n' : ''}  data_files:\n  - split: train\n    path: ${yaml(fileName(task, format))}`,
      )
      .join('\n')}`,
    `dataset_info:\n- config_name: parquet\n  features:\n${featureTypes(facts)}`,
    '',
  ].join('\n')
}

function featureTypes(facts: DatasetFacts): string {
  return columnsOf(facts)
    .map(({ name, type }) => `  - name: ${name}\n    ${type}`)
    .join('\n')
}

interface CardColumn {
  readonly name: string
  readonly type: string
  readonly says: string
}

function columnsOf(facts: DatasetFacts): CardColumn[] {
  const { task, texts, currency } = facts
  const names = labelNames(task)
    .map((name, i) => `\n          '${i}': ${yaml(name)}`)
    .join('')
  const column = (name: string, type: string, says: string) => ({ name, type, says })
  return [
    column('index', 'dtype: int64', 'number of the row, from 0'),
    column('block', 'dtype: int64', 'block of the contribution'),
    column('block_time', 'dtype: timestamp[ms, tz=UTC]', 'time of that block, UTC'),
    column('contributor', 'dtype: string', 'address that contributed'),
    column('label', `dtype:\n      class_label:\n        names:${names}`, 'number of the label'),
    column('label_name', 'dtype: string', 'its name'),
    column(
      'features',
      'list: int8',
      `${task.rules.dimensions} numbers that the encoder made of the text, −127 to 127; a JSON array in CSV`,
    ),
    ...(hasIds(task)
      ? [
          column(
            'word_ids',
            'list: int16',
            'up to 8 numbers, 0 to 4095, of the text’s most telling words',
          ),
        ]
      : []),
    column('deposit_wei', 'dtype: string', depositMeaning(facts, currency)),
    column(
      'state',
      'dtype: string',
      'what the contract’s record said when the rows were read: `open`, `reported`, `refunded`, `taken`, `swept`, or `validated` in tasks with points',
    ),
    column(
      'validated',
      'dtype: bool',
      'whether the model came to agree and the contributor claimed it',
    ),
    column(
      'hash',
      'dtype: string',
      'keccak256 of features, word ids and label, as the contract names the sample',
    ),
    column('transaction', 'dtype: string', 'transaction that contributed it'),
    ...(texts
      ? [
          column(
            'text',
            'dtype: string',
            'the text, where the publisher held it; the chain does not have it',
          ),
        ]
      : []),
  ]
}

function depositMeaning({ task }: DatasetFacts, currency: string): string {
  if (task.kind.incentive === 'points') return 'empty: this task takes no deposits'
  const ether = /^0x0{40}$/.test(task.rules.token)
  return ether
    ? `deposit in wei (10⁻¹⁸ ${plainLine(currency, 12)}), as text`
    : `deposit in the smallest units of the token ${task.rules.token}, as text`
}

function columnList(facts: DatasetFacts): string {
  const lines = columnsOf(facts).map(({ name, says }) => `- \`${name}\`: ${says}`)
  return `${lines.join('\n')}\n\nIn CSV, a cell that a spreadsheet would take for a formula begins with an apostrophe.`
}

function labelTable({ task }: DatasetFacts, counts: readonly LabelCount[]): string {
  const names = labelNames(task)
  const lines = task.card.labels.map(({ definition }, i) => {
    const { rows, validated } = counts[i]!
    return `| ${i} | ${markdown(names[i]!, 64)} | ${markdown(definition, 256)} | ${rows} | ${validated} |`
  })
  return [
    '| label | name | definition | rows | validated |',
    '| ---: | --- | --- | ---: | ---: |',
    ...lines,
  ].join('\n')
}

function origin({ task, genesis, encoder, block, time }: DatasetFacts): string {
  const encoderName = encoder ? ` (${encoder})` : ''
  return [
    `- Chain: ${task.chainId}, first block \`${genesis}\``,
    `- Contract: \`${task.address}\`, a ${task.kind.incentive} task with a ${task.kind.model} model`,
    `- Blocks: ${task.createdAtBlock} to ${block} (${isoTime(time)})`,
    `- Encoder: \`${task.rules.encoderId}\`${encoderName}`,
  ].join('\n')
}

function aboutFeatures(facts: DatasetFacts): string {
  const ids = hasIds(facts.task)
    ? ' Word ids are stronger still: whoever encodes a dictionary learns which words they may stand for.'
    : ''
  const texts = facts.texts ? '' : ' This file holds no texts: they are not on the chain.'
  return `The encoder turns a text into numbers, always the same ones for the same text. Texts of like meaning get like numbers.${texts} The numbers can be partly turned back: they tell what a text is about and some of its words, and whoever suspects a certain text can check whether it gives the same numbers.${ids} Treat rows as if they told the gist of each text.`
}

function sizeCategory(rows: number): string {
  if (rows < 1_000) return 'n<1K'
  if (rows < 10_000) return '1K<n<10K'
  if (rows < 100_000) return '10K<n<100K'
  return rows < 1_000_000 ? '100K<n<1M' : '1M<n<10M'
}

/** A JSON string is a YAML string. */
function yaml(text: string): string {
  return JSON.stringify(text)
}

/** A stranger's string as one line of Markdown that stays text. */
function markdown(text: string, longest: number): string {
  return plainLine(text, longest).replace(/[\\`*_{}[\]<>()#+\-!|~:&]/g, mark =>
    mark === '<' ? '&lt;' : mark === '&' ? '&amp;' : `\\${mark}`,
  )
}
