import { useEffect, useRef, useState } from 'preact/hooks'
import { browser } from 'wxt/browser'
import { stored } from '../storage'
import { Steps } from '../ui/parts'
import { AnswerStep } from './AnswerStep'
import { AskStep } from './AskStep'
import { type ShippedStarter, shippedStarters } from './starters'
import { UseStep } from './UseStep'
import '../ui/tokens.css'
import './welcome.css'

/** What is asked about: a text, and the starter that is asked. */
export interface Trial {
  readonly starter: ShippedStarter
  readonly text: string
}

const stepNames = ['Ask', 'Read the answer', 'On any page'] as const
const stepKeys = ['ask', 'answer', 'use'] as const
type StepKey = (typeof stepKeys)[number]

/** Three steps to a first answer; nothing has to be set up, paid or allowed for them. */
export function Welcome() {
  const [trial, setTrial] = useState<Trial>(() => {
    const starter = shippedStarters[0]!
    return { starter, text: starter.sample }
  })
  const step = useStep()
  const main = useFocusOn(step)
  return (
    <div class="welcome">
      <header>
        <strong>Hivemark</strong>
        {step === 'use' ? null : (
          <button type="button" class="quiet" onClick={() => void finish()}>
            Skip
          </button>
        )}
      </header>
      <main ref={main}>
        <Steps names={stepNames} current={stepKeys.indexOf(step)} />
        <div class="panel">
          {step === 'ask' ? (
            <AskStep trial={trial} onChange={setTrial} onAsk={() => goTo('answer')} />
          ) : step === 'answer' ? (
            <AnswerStep trial={trial} onBack={() => history.back()} onNext={() => goTo('use')} />
          ) : (
            <UseStep onFinish={() => void finish()} />
          )}
        </div>
      </main>
    </div>
  )
}

/** Steps have addresses, so that the browser's own Back works. */
function useStep(): StepKey {
  const read = () => stepKeys.find(key => location.hash === `#${key}`) ?? 'ask'
  const [step, setStep] = useState<StepKey>(read)
  useEffect(() => {
    const listener = () => {
      setStep(read())
      scrollTo(0, 0)
    }
    addEventListener('hashchange', listener)
    return () => removeEventListener('hashchange', listener)
  }, [])
  return step
}

function goTo(step: StepKey): void {
  location.hash = step
}

/** A new step begins at its heading, for those who listen and those who press Tab. */
function useFocusOn(step: StepKey) {
  const main = useRef<HTMLElement>(null)
  const first = useRef(true)
  useEffect(() => {
    if (!first.current) main.current?.querySelector('h1')?.focus()
    first.current = false
  }, [step])
  return main
}

/** Remembers that the welcome is over and leaves: the tab closes, unless it is the window's only one. */
async function finish(): Promise<void> {
  await stored.welcome.set('done')
  const [own, tabs] = await Promise.all([
    browser.tabs.getCurrent(),
    browser.tabs.query({ currentWindow: true }),
  ])
  if (own?.id !== undefined && tabs.length > 1) await browser.tabs.remove(own.id)
  else location.assign(browser.runtime.getURL('/options.html#tasks'))
}
