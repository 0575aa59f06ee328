import { taskKey } from '../tasks/known-task'
import { exclusively } from './files/lock'
import { openFiles } from './files/open-files'
import type { DatasetMessage, DatasetRequest } from './messages'
import { patientClientFor } from './patient-client'
import { DatasetSession } from './session'

let session: Promise<DatasetSession> | null = null

self.onmessage = async ({ data }: MessageEvent<DatasetRequest>) => {
  if (data.kind === 'begin') session = begin(data)
  const current = await session
  if (current) await serve(current, data)
}

async function begin({ task }: Extract<DatasetRequest, { kind: 'begin' }>) {
  const key = taskKey(task)
  return new DatasetSession({
    task,
    files: await openFiles(key),
    exclusively: work => exclusively(key, work),
    clientFor: patientClientFor,
    show: state => tell({ kind: 'state', state }),
  })
}

async function serve(current: DatasetSession, request: DatasetRequest): Promise<void> {
  switch (request.kind) {
    case 'begin':
    case 'look':
      return current.look()
    case 'collect':
      return current.collect(request.url, request.behind)
    case 'make':
      return current.make(request)
    case 'remove':
      return current.remove(request.format)
    case 'remove-all':
      return current.removeAll()
    case 'stop':
      return current.stop()
    case 'find':
      tell({ kind: 'found', id: request.id, found: await current.find(request.name) })
  }
}

function tell(message: DatasetMessage): void {
  self.postMessage(message)
}
