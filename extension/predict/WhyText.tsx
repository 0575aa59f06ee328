import { useMemo } from 'preact/hooks'
import type { Answered } from './answer'
import { highlight, type Stretch } from './highlight'

/** The text itself, its words marked by how they pulled: for the label, or against it. */
export function WhyText({ answered }: { answered: Pick<Answered, 'text' | 'reading'> }) {
  const { text, reading } = answered
  const stretches = useMemo(() => highlight(text, reading.why), [text, reading.why])
  return (
    // Scrolls, so it must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section class="why" aria-label="The text and the words that decided" dir="auto" tabIndex={0}>
      {stretches.map((stretch, index) => (
        <Marked key={index} {...stretch} />
      ))}
    </section>
  )
}

const classes = { for: '', 'strongly-for': 'strong', against: 'against' } as const
const titles = {
  for: 'speaks for the label',
  'strongly-for': 'speaks strongly for the label',
  against: 'speaks against the label',
} as const

function Marked({ text, pull }: Stretch) {
  if (pull === 'none') return <>{text}</>
  return (
    <mark class={classes[pull]} title={titles[pull]}>
      {text}
    </mark>
  )
}
