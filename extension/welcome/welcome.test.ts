import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readStarters } from '@hivemark/contracts/deploy'
import { loadStaticEncoder, STATIC_ENCODER_ID } from '@hivemark/encoder'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { answerRequest } from '../predict/answer-request'
import type { EncodeRequest } from '../predict/encoding'
import { stored } from '../storage'
import { askStarter } from './ask-starter'
import { welcomeOnInstall } from './open-once'
import { shippedStarters } from './starters'

const encoder = loadStaticEncoder(
  readFileSync(join(import.meta.dirname, '../../encoder/table/static-2.bin')),
  STATIC_ENCODER_ID,
)

type Reply = (answer: unknown) => void

/** Stands for the background: the real encoder and the real prediction, without their Worker. */
function serveEncoder() {
  const sendMessage = (message: { data: EncodeRequest }, reply: Reply) =>
    void answerRequest({ encoder, reproduces: true }, message.data).then(res => reply({ res }))
  Object.assign(fakeBrowser.runtime, { sendMessage })
}

function serveNobody() {
  Object.assign(fakeBrowser.runtime, {
    sendMessage: (_: unknown, reply: Reply) => reply(undefined),
  })
}

beforeEach(() => fakeBrowser.reset())

describe('the starters that are shipped', () => {
  it('are all there are, in their order, for the encoder that is shipped', () => {
    const all = readStarters()
    expect(shippedStarters.map(({ slug }) => slug)).toEqual(all.map(({ slug }) => slug))
    for (const { encoderId } of shippedStarters) expect(encoderId).toBe(STATIC_ENCODER_ID)
  })

  it('answer their samples as people would', async () => {
    serveEncoder()
    const labels: string[] = []
    for (const starter of shippedStarters) {
      const answer = await askStarter(starter.sample, starter)
      if (answer.kind !== 'answered') throw new Error(answer.kind)
      labels.push(starter.card.labels[answer.reading.label]!.name)
    }
    expect(labels).toEqual(['scam', 'clickbait', 'ok'])
  })

  it('say so when a text says nothing, or when nobody answers', async () => {
    const [starter] = shippedStarters
    expect(await askStarter('  ', starter!)).toEqual({ kind: 'says-nothing' })
    serveNobody()
    expect(await askStarter('hello', starter!)).toMatchObject({ kind: 'failed' })
    serveEncoder()
    expect(await askStarter('\u200b', starter!)).toEqual({ kind: 'says-nothing' })
  })
})

describe('the welcome page', () => {
  const install = (reason: string) =>
    fakeBrowser.runtime.onInstalled.trigger({ reason, temporary: false } as never)

  it('opens once, after the installation, not after an update', async () => {
    const create = vi.spyOn(fakeBrowser.tabs, 'create').mockResolvedValue({} as never)
    welcomeOnInstall()
    await install('update')
    await install('install')
    await vi.waitFor(() => expect(create).toHaveBeenCalledOnce())
    expect(create.mock.calls[0]![0].url).toMatch(/\/welcome\.html$/)
    await install('install')
    await vi.waitFor(async () => expect(await stored.welcome.get()).toBe('opened'))
    expect(create).toHaveBeenCalledOnce()
  })
})
