import { useEffect, useState } from 'preact/hooks'
import { stored } from '../storage'
import type { Settings } from './settings'

/** The settings as they were when the page opened; `null` until they are read. */
export function useSavedSettings(): Settings | null {
  const [settings, setSettings] = useState<Settings | null>(null)
  useEffect(() => {
    void stored.settings.get().then(setSettings)
  }, [])
  return settings
}
