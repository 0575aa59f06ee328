#!/usr/bin/env node
// Forge asks a compiler for two things only: its version, and standard JSON in, standard JSON out.
// This gives it both from the npm package, so that no native compiler has to be downloaded.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const solc = createRequire(import.meta.url)('solc')

process.stdout.write(
  process.argv.includes('--version')
    ? `Version: ${solc.version()}\n`
    : solc.compile(readFileSync(0, 'utf8')),
)
