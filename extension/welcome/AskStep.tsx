import { Plain } from '../ui/parts'
import { shippedStarters } from './starters'
import type { Trial } from './Welcome'

/** What it is for, and a text to try it on. */
export function AskStep(props: {
  trial: Trial
  onChange: (trial: Trial) => void
  onAsk: () => void
}) {
  const { trial, onChange, onAsk } = props
  const choose = (slug: string) => {
    const starter = shippedStarters.find(each => each.slug === slug)!
    const own = shippedStarters.every(each => each.sample !== trial.text)
    onChange({ starter, text: own && trial.text.trim() !== '' ? trial.text : starter.sample })
  }
  return (
    <form
      class="stack"
      onSubmit={event => {
        event.preventDefault()
        onAsk()
      }}
    >
      <div class="stack tight">
        <h1 tabIndex={-1}>A second opinion on any text</h1>
        <p>
          Ask whether a text is a scam, toxic or clickbait: a model that many people teach together
          answers on your machine, with the words that made it say so. No account, no wallet.
        </p>
      </div>
      <fieldset class="questions">
        <legend>Try it: what do you want to know?</legend>
        {shippedStarters.map(({ slug, card }) => (
          <label key={slug}>
            <input
              type="radio"
              name="question"
              value={slug}
              checked={slug === trial.starter.slug}
              onChange={() => choose(slug)}
            />
            <span>
              <Plain text={card.name} longest={32} />
              <small>
                <Plain text={card.description} />
              </small>
            </span>
          </label>
        ))}
      </fieldset>
      <div class="field">
        <label for="trial-text">About this text, or one of yours</label>
        <textarea
          id="trial-text"
          dir="auto"
          rows={4}
          value={trial.text}
          onInput={event => onChange({ ...trial, text: event.currentTarget.value })}
        />
        <small>It stays on this machine.</small>
      </div>
      <div class="row">
        <button type="submit" class="primary">
          Classify
        </button>
      </div>
    </form>
  )
}
