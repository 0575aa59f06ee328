import { type LabelledText, readCorpusLines, readLabelled } from './data.ts'
import { scamTexts, toxicTexts } from './own-texts.ts'
import { Random } from './random.ts'
import { casings } from './tasks.ts'

/** A task that the project starts with. */
export interface StarterTask {
  readonly slug: string
  readonly name: string
  readonly description: string
  /** In the order of their numbers on chain. */
  readonly labels: readonly { readonly name: string; readonly definition: string }[]
  /** Texts to train on; several sources, each with the weight of one of its rows. */
  readonly train: (data: string) => WeightedTexts[]
  /** Texts to measure on, never trained on. */
  readonly test: (data: string) => LabelledText[]
}

export interface WeightedTexts {
  readonly texts: readonly LabelledText[]
  readonly weight: number
}

const LINES_PER_FILE = 600

/** Files of everyday talk; what people say there is neither scam nor abuse. */
const everydayFiles = ['multidogo', 'taskmaster', 'tatoeba', 'common-voice', 'topical-chat']

export const starterTasks: readonly StarterTask[] = [
  {
    slug: 'scam',
    name: 'Scam?',
    description: 'Is this post or message out to steal, just advertising, or fine?',
    labels: [
      {
        name: 'scam',
        definition:
          'Tries to take money, keys or accounts by deceit: fake giveaways, phishing, pretended support, sure profits.',
      },
      {
        name: 'spam',
        definition:
          'Unasked-for promotion or engagement bait that does not deceive in order to steal.',
      },
      { name: 'ok', definition: 'Anything else: talk, questions, news, honest announcements.' },
    ],
    train: data => [
      { texts: renamed(readLabelled(data, 'x_scam', 'train'), { clean: 'ok' }), weight: 1 },
      { texts: renamed(readLabelled(data, 'sms_spam', 'train'), { ham: 'ok' }), weight: 0.2 },
      { texts: renamed(readLabelled(data, 'youtube_spam', 'train'), { ham: 'ok' }), weight: 0.2 },
      { texts: [...everyday(data), ...headlines(data), ...walletHelp(data)], weight: 0.2 },
      { texts: scamTexts, weight: 6 },
    ],
    test: data => renamed(readLabelled(data, 'x_scam', 'test'), { clean: 'ok' }),
  },
  {
    slug: 'clickbait',
    name: 'Clickbait?',
    description: 'Does this headline tell the news, or does it withhold it to be clicked?',
    labels: [
      {
        name: 'clickbait',
        definition: 'Teases, lists or exaggerates to be clicked and keeps back what it is about.',
      },
      { name: 'news', definition: 'Says plainly what happened, to whom or where.' },
    ],
    train: data => [
      { texts: readLabelled(data, 'clickbait', 'train').flatMap(casings), weight: 1 },
    ],
    test: data => readLabelled(data, 'clickbait', 'test'),
  },
  {
    slug: 'toxic',
    name: 'Toxic?',
    description: 'Would this text drive people out of a conversation?',
    labels: [
      {
        name: 'toxic',
        definition: 'Insults, threatens, harasses or demeans a person or a group.',
      },
      {
        name: 'ok',
        definition: 'Anything else, blunt criticism of ideas and mild swearing included.',
      },
    ],
    train: data => [
      { texts: renamed(readLabelled(data, 'toxicity', 'train'), { not_toxic: 'ok' }), weight: 1 },
      { texts: tweets(data), weight: 0.03 },
      { texts: [...everyday(data), ...headlines(data), ...mentions(data)], weight: 0.05 },
      { texts: toxicTexts, weight: 2 },
    ],
    test: data => renamed(readLabelled(data, 'toxicity', 'test'), { not_toxic: 'ok' }),
  },
]

function tweets(data: string): LabelledText[] {
  const rename = { hate: 'toxic', offensive: 'toxic', neither: 'ok' }
  return renamed(readLabelled(data, 'davidson_hate', 'train'), rename)
}

function headlines(data: string): LabelledText[] {
  const rows = new Random(7).shuffle(readLabelled(data, 'clickbait', 'train'))
  return rows.slice(0, LINES_PER_FILE).map(({ text }) => ({ text, label: 'ok' }))
}

/** Sober sentences about groups that abuse is often aimed at: to be named is not to be insulted. */
function mentions(data: string): LabelledText[] {
  const groups =
    /\b(muslims?|islam|jews?|jewish|christians?|gay|lesbian|transgender|black|african|asian|mexican|arab|immigrants?|refugees?|women|disabled)\b/i
  return ['us-gov-web', 'openstax', 'wikipedia-en-2021'].flatMap(name => {
    const lines = readCorpusLines(data, name).filter(line => line.length < 200 && groups.test(line))
    const drawn = new Random(13).shuffle(lines).slice(0, LINES_PER_FILE)
    return drawn.map(text => ({ text, label: 'ok' }))
  })
}

/** What honest wallets say: the words of scams without the scam. */
function walletHelp(data: string): LabelledText[] {
  const lines = readCorpusLines(data, 'wallet-ui-strings').filter(line => line.length > 30)
  return lines.slice(0, LINES_PER_FILE).map(text => ({ text, label: 'ok' }))
}

function everyday(data: string): LabelledText[] {
  return everydayFiles.flatMap(name => {
    const lines = readCorpusLines(data, name).filter(line => line.length > 10)
    const drawn = new Random(11).shuffle(lines).slice(0, LINES_PER_FILE)
    return drawn.map(text => ({ text, label: 'ok' }))
  })
}

function renamed(
  texts: readonly LabelledText[],
  names: Readonly<Record<string, string>>,
): LabelledText[] {
  return texts.map(({ text, label }) => ({ text, label: names[label] ?? label }))
}
