// Gets a fresh clone on a fresh machine ready to run: plain Node, before anything is installed.
// Does nothing, in well under a second, when all is there. Speaks on stderr only.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChromium, onPath } from './fixtures/find-chromium.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const inRoot = (/** @type {string[]} */ ...parts) => join(root, ...parts)
const say = (/** @type {string} */ line) => console.error(`set-up: ${line}`)

checkNode()
installPackages()
prepareTypes()
await ensureBrowser()

function checkNode() {
  const major = Number(process.versions.node.split('.')[0])
  if (major >= 20) return
  say(`Node ${process.versions.node} is too old. Install Node 20 or newer and run this again.`)
  process.exit(1)
}

function installPackages() {
  if (packagesMatchLock()) return
  say('installing npm packages (a minute or less)')
  const flags = ['--ignore-scripts', '--include=dev', '--no-audit', '--no-fund']
  if (run('npm', ['ci', ...flags]).ok) return
  say('npm ci refused the lock file here; trying npm install')
  const install = run('npm', ['install', '--no-save', ...flags])
  if (install.ok) return
  fail('The npm packages could not be installed. What npm said:', install.output)
}

/** npm notes what it installed in a lock file of its own: compare it with ours, package by package. */
function packagesMatchLock() {
  const installedFile = inRoot('node_modules', '.package-lock.json')
  if (!existsSync(installedFile)) return false
  const wanted = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional, peer }]) =>
      !path.includes('node_modules/') ||
      optional ||
      devOptional ||
      peer ||
      (installed[path] && installed[path].version === version),
  )
}

function prepareTypes() {
  const types = inRoot('.wxt', 'wxt.d.ts')
  const newest = ['wxt.config.ts', 'package-lock.json'].map(file => statSync(inRoot(file)).mtimeMs)
  if (existsSync(types) && statSync(types).mtimeMs > Math.max(...newest)) return
  say("preparing WXT's types")
  const prepared = run('npx', ['--no-install', 'wxt', 'prepare'])
  if (!prepared.ok) fail('wxt prepare failed:', prepared.output)
  // An unchanged file keeps its old time; this one is right as of now.
  utimesSync(types, new Date(), new Date())
}

async function ensureBrowser() {
  const missing = (await findChromium()) === null
  const wanted = missing ? browserPackages() : extraPackages()
  if (wanted.length > 0) installWithApt(wanted, missing)
  if ((await findChromium()) !== null) return
  say("downloading Playwright's Chromium")
  const download = run('npx', ['--no-install', 'playwright', 'install', 'chromium'])
  if ((await findChromium()) !== null) return
  fail(
    'No Chromium that loads unpacked extensions was found, and none could be installed.\n' +
      'Install one (Debian: apt-get install chromium; elsewhere: npx playwright install --with-deps chromium;\n' +
      'branded Chrome will not do) or set HIVEMARK_CHROMIUM to its path. What the download said:',
    download.output,
  )
}

function browserPackages() {
  return isUbuntu() ? extraPackages() : ['chromium', ...extraPackages()]
}

/** Ubuntu's packages of browsers are only pointers to snaps, which cannot load our folders. */
function isUbuntu() {
  const release = '/etc/os-release'
  return existsSync(release) && /^ID=ubuntu/m.test(readFileSync(release, 'utf8'))
}

/** What some specs need and are skipped without: a display, and a second browser. */
function extraPackages() {
  const hasFirefox = onPath('firefox') ?? onPath('firefox-esr')
  const firefox = process.platform !== 'linux' || hasFirefox || isUbuntu() ? [] : ['firefox-esr']
  return [...displayPackages(), ...firefox]
}

/** A virtual display where there is none, and real key strokes in it. */
function displayPackages() {
  if (process.platform !== 'linux') return []
  const programs = { Xvfb: 'xvfb', xauth: 'xauth', xdotool: 'xdotool' }
  return Object.entries(programs)
    .filter(([program]) => !onPath(program))
    .map(([, name]) => name)
}

function installWithApt(/** @type {string[]} */ names, /** @type {boolean} */ needed) {
  const isRoot = process.getuid?.() === 0
  if (!onPath('apt-get') || (!isRoot && (!needed || !onPath('sudo')))) return
  // What is only nice to have is tried once.
  const tried = inRoot('node_modules', '.cache', 'hivemark-apt-tried')
  if (!needed && existsSync(tried)) return
  say(`installing ${names.join(', ')} with apt (half a minute)`)
  const apt = (/** @type {string[]} */ ...args) =>
    isRoot ? run('apt-get', args) : run('sudo', ['-n', 'apt-get', ...args])
  apt('update')
  const { ok, output } = apt('install', '-y', '--no-install-recommends', ...names)
  mkdirSync(dirname(tried), { recursive: true })
  writeFileSync(tried, names.join('\n'))
  if (!ok) say(`apt could not install them: ${output.trim().split('\n').at(-1)}`)
}

/** Runs a program without a standard input, its output kept for the case that it fails. */
function run(/** @type {string} */ program, /** @type {string[]} */ args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return { ok: status === 0, output: `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}` }
}

function fail(/** @type {string} */ message, /** @type {string} */ output) {
  say(message)
  console.error(output.trim().split('\n').slice(-20).join('\n'))
  process.exit(1)
}
