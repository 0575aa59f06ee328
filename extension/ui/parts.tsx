import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { amountInWords, amountText, momentText, plainLine, shortHex } from './format'
import './tokens.css'
import './parts.css'

/** A message that says what happened and what to do next. Errors interrupt a screen reader, others wait. */
export function Notice(props: {
  kind?: 'info' | 'good' | 'wait' | 'error'
  title: string
  children?: ComponentChildren
  actions?: ComponentChildren
}) {
  const kind = props.kind ?? 'info'
  return (
    <div class={`notice ${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <strong>{props.title}</strong>
      {props.children ? <div>{props.children}</div> : null}
      {props.actions ? <div class="actions">{props.actions}</div> : null}
    </div>
  )
}

/** Progress of a wait; keeps its place from the start and shows itself after 300 ms, so nothing flickers. */
export function Waiting(props: { children: ComponentChildren }) {
  const [early, setEarly] = useState(true)
  useEffect(() => {
    const timer = setTimeout(() => setEarly(false), 300)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div class={early ? 'waiting early' : 'waiting'} role="status">
      {props.children}
    </div>
  )
}

/** An amount in ether, in words for those who hover or listen. */
export function Amount(props: { wei: bigint; currency?: string }) {
  return (
    <span class="num" title={amountInWords(props.wei, props.currency)}>
      {amountText(props.wei, props.currency)}
    </span>
  )
}

/** A moment of chain time (seconds since 1970) in the reader's zone. */
export function Moment(props: { at: number }) {
  return <time dateTime={new Date(props.at * 1000).toISOString()}>{momentText(props.at)}</time>
}

/** A stranger's string: one bounded line, kept from turning the direction of what surrounds it. */
export function Plain(props: { text: string; longest?: number }) {
  return <bdi>{plainLine(props.text, props.longest)}</bdi>
}

/** An address or hash, shortened, whole on hover and for copying. */
export function Hex(props: { value: string }) {
  return (
    <span class="mono" title={props.value}>
      {shortHex(props.value)}
    </span>
  )
}

/** Probabilities of all labels as one bar; the largest in the accent colour. */
export function Bar(props: { parts: readonly { name: string; share: number }[] }) {
  const top = Math.max(...props.parts.map(part => part.share))
  const words = props.parts.map(
    part => `${plainLine(part.name, 32)} ${Math.round(part.share * 100)} %`,
  )
  return (
    <div class="bar" role="img" aria-label={words.join(', ')}>
      {props.parts.map((part, index) => (
        <i
          key={index}
          class={part.share === top ? 'top' : ''}
          style={{ flex: Math.max(part.share, 0.01) }}
        />
      ))}
    </div>
  )
}

/** Where one is on a short way; `current` counts from 0. */
export function Steps(props: { names: readonly string[]; current: number }) {
  return (
    <ol class="steps">
      {props.names.map((name, index) => (
        <li
          key={name}
          class={index <= props.current ? 'on' : ''}
          aria-current={index === props.current ? 'step' : undefined}
        >
          {name}
        </li>
      ))}
    </ol>
  )
}
