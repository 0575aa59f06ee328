import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadStaticEncoder, STATIC_ENCODER_ID } from '@hivemark/encoder'
import { stringify } from 'devalue'
import { expect, it } from 'vitest'
import { answerRequest } from './answer-request'
import { classifyMany } from './classify-many'
import { practiceSnapshot } from './practice-task'

const table = readFileSync(join(import.meta.dirname, '../../encoder/table/static-2.bin'))
const ready = { encoder: loadStaticEncoder(table, STATIC_ENCODER_ID), reproduces: true }
const model = stringify(practiceSnapshot.model)

it('says of many texts what is said of each alone', async () => {
  const texts = ['Connect now and verify your phrase', '\u200b', 'see you at six']
  const many = await classifyMany(ready, { texts, encoderId: STATIC_ENCODER_ID, model })
  const each = await Promise.all(
    texts.map(async text => {
      const answer = await answerRequest(ready, { text, encoderId: STATIC_ENCODER_ID, model })
      if (answer.kind !== 'encoded' || !answer.reading) return null
      const { label, margin, probabilities } = answer.reading
      return { label, margin, probabilities }
    }),
  )
  expect(many).toEqual({ kind: 'classified', readings: each })
  expect(each[1]).toBeNull()
})
