import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type StarterFile, starterScores } from '../train/starters.ts'
import { loadStaticEncoder, STATIC_ENCODER_ID } from './index.ts'

const table = readFileSync(fileURLToPath(new URL('../table/static-2.bin', import.meta.url)))
const encoder = loadStaticEncoder(table, STATIC_ENCODER_ID)

/** Texts of our own that a newcomer might try; none was trained on. */
const everyday: Readonly<Record<string, readonly (readonly [text: string, label: string])[]>> = {
  scam: [
    ['Connect your wallet and enter your seed phrase to claim the airdrop', 'scam'],
    ['Please send us your private key so our support can unlock your funds.', 'scam'],
    ['Your account has been suspended. Verify your password at this link.', 'scam'],
    ['Claim your free NFT before it is gone, just approve the transaction', 'scam'],
    ['Guaranteed 10x returns, DM me to start.', 'scam'],
    ['Be careful, a fake support account is asking people for their seed phrases', 'ok'],
    ['I updated my address at the bank today', 'ok'],
    ['Team meeting moved to Tuesday at 10', 'ok'],
    ['The weather was lovely and we walked along the river', 'ok'],
    ['Does anyone know a good dentist near the station?', 'ok'],
    ['Happy birthday! Hope you have a wonderful day', 'ok'],
    ['Check out my channel and subscribe for more videos', 'spam'],
  ],
  clickbait: [
    ["You won't believe what this actress did next", 'clickbait'],
    ['17 Things Every Cat Owner Knows', 'clickbait'],
    ['this one trick will change how you cook rice forever', 'clickbait'],
    ['Parliament passes budget after long debate', 'news'],
    ['Earthquake kills three in southern Italy', 'news'],
    ['Central bank raises interest rates by half a point', 'news'],
  ],
  toxic: [
    ['You are a pathetic idiot and everyone hates you', 'toxic'],
    ['Shut up you stupid moron', 'toxic'],
    ['nobody wants you here, get lost', 'toxic'],
    ['You are a waste of oxygen', 'toxic'],
    ['I killed the process and restarted it', 'ok'],
    ['Thanks, that was really helpful', 'ok'],
    ['I disagree with the second point, the numbers look wrong', 'ok'],
    ['See you at the party tomorrow', 'ok'],
    ['The kitchen tap is leaking again', 'ok'],
    ['Jewish families celebrate Hanukkah this week', 'ok'],
  ],
}

function read(slug: string): StarterFile {
  const path = new URL(`../../contracts/deploy/starters/${slug}.json`, import.meta.url)
  return JSON.parse(readFileSync(fileURLToPath(path), 'utf8')) as StarterFile
}

describe.each(Object.keys(everyday))('starter %s', slug => {
  const starter = read(slug)
  const labels = starter.card.labels.map(({ name }) => name)

  it('fits the contract and the committed encoder', () => {
    expect(starter).toMatchObject({ format: 2, slug, encoderId: STATIC_ENCODER_ID, dimensions: 64 })
    const vectors = labels.length === 2 ? 1 : labels.length
    expect(starter.weights).toHaveLength(vectors)
    expect(starter.biases).toHaveLength(vectors)
    for (const row of starter.weights) expect(row).toHaveLength(64)
    for (const weight of starter.weights.flat()) {
      expect(Number.isInteger(weight) && Math.abs(weight) <= 360).toBe(true)
    }
    for (const bias of starter.biases) {
      expect(Number.isInteger(bias) && Math.abs(bias) < 16_384).toBe(true)
    }
    for (const { definition } of starter.card.labels) {
      expect(new TextEncoder().encode(definition).length).toBeLessThanOrEqual(200)
    }
  })

  it('was better than chance on texts held back', () => {
    const { accuracy, majority, testRows } = starter.accuracy
    expect(testRows).toBeGreaterThan(100)
    expect(accuracy).toBeGreaterThan(majority + 0.05)
  })

  it.each(everyday[slug]!)('reads %j as %s', (text, label) => {
    const scores = starterScores(starter, encoder.encode(text).features)
    expect(labels[scores.indexOf(Math.max(...scores))]).toBe(label)
  })
})
