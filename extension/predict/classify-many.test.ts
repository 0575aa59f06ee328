import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadStaticEncoder, STATIC_ENCODER_ID } from '@hivemark/encoder'
import { stringify } from 'devalue'
import { describe, expect, it } from 'vitest'
import { answerRequest, type ReadyEncoder } from './answer-request'
import { classifyMany, mostTexts } from './classify-many'
import { practiceModel } from './practice-task'

const table = readFileSync(join(import.meta.dirname, '../../encoder/table/static-2.bin'))
const ready: ReadyEncoder = {
  encoder: loadStaticEncoder(table, STATIC_ENCODER_ID),
  reproduces: true,
}

const model = practiceModel
const request = { encoderId: STATIC_ENCODER_ID, model: stringify(model) }

describe('many texts at once', () => {
  const texts = ['Claim your prize now', '', 'See you at the harbour at six', '奨金', '!!!']

  it('are labelled as each would be by itself', async () => {
    const answer = await classifyMany(ready, { ...request, texts })
    if (answer.kind !== 'classified') throw new Error(answer.kind)
    for (const [index, text] of texts.entries()) {
      const single = await answerRequest(ready, { ...request, text })
      const reading = single.kind === 'encoded' ? single.reading : undefined
      const brief = reading && {
        label: reading.label,
        margin: reading.margin,
        probabilities: reading.probabilities,
      }
      expect(answer.readings[index]).toEqual(brief)
    }
    expect(answer.readings[1]).toBeNull()
  })

  it('follow the model that is sent along', async () => {
    const texts = ['Claim your prize now']
    const turned = { ...model, weights: model.weights.map(weight => -weight) }
    const answers = [model, turned].map(each =>
      classifyMany(ready, { ...request, model: stringify(each), texts }),
    )
    const [label, other] = (await Promise.all(answers)).map(answer =>
      answer.kind === 'classified' ? answer.readings[0]?.label : undefined,
    )
    expect([label, other].sort()).toEqual([0, 1])
  })

  it('are refused beyond the most, and for another encoder', async () => {
    const many = { ...request, texts: Array<string>(mostTexts + 1).fill('a') }
    await expect(classifyMany(ready, many)).rejects.toThrow(RangeError)
    const other = `0x${'11'.repeat(32)}` as const
    expect(await classifyMany(ready, { ...request, encoderId: other, texts })).toMatchObject({
      kind: 'encoder-missing',
    })
  })
})
