/** A process of a test's own that leaves while a file operation hangs, if it is given a pipe that nobody writes to. */
import { open } from 'node:fs/promises'
import { leave } from '../server/leaving.ts'

const [pipe] = process.argv.slice(2)
if (pipe !== undefined) void open(pipe)
process.once('SIGTERM', () => process.stdout.write('heard\n'))
// By now the operation has its thread.
setTimeout(() => leave(process), 200)
