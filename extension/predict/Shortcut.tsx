import { useEffect, useState } from 'preact/hooks'
import { browser } from 'wxt/browser'

/** The shortcut as the person set it, or `null` when it has none. */
export function useShortcut(): string | null {
  const [shortcut, setShortcut] = useState<string | null>(null)
  useEffect(() => {
    const look = () =>
      void browser.commands?.getAll().then(commands => {
        const ours = commands.find(command => command.name === '_execute_action')
        setShortcut(ours?.shortcut || null)
      })
    look()
    // It may have been changed in another tab.
    addEventListener('focus', look)
    return () => removeEventListener('focus', look)
  }, [])
  return shortcut
}

/** Younger than the types of the polyfill: Firefox 137. */
interface CommandSettings {
  openShortcutSettings?(): Promise<void>
}

/** The way to where the browser lets people change a shortcut; the popup closes on it, a tab stays. */
export function ChangeShortcut({ has, inTab }: { has: boolean; inTab?: boolean }) {
  const commands = browser.commands as CommandSettings | undefined
  if (import.meta.env.FIREFOX && !commands?.openShortcutSettings) {
    return <>Change the shortcut in about:addons: the gear, Manage Extension Shortcuts.</>
  }
  const open = async () => {
    if (commands?.openShortcutSettings) await commands.openShortcutSettings()
    else await browser.tabs.create({ url: 'chrome://extensions/shortcuts' })
    if (!inTab) window.close()
  }
  return (
    <button type="button" class="quiet inline" onClick={() => void open()}>
      {has ? 'Change the shortcut' : 'Set a shortcut'}
    </button>
  )
}
