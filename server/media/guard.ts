/** Looks at a file's first bytes before any decoder may. */
import { open } from 'node:fs/promises'
import { SNIFF_BYTES, type Sniffed, sniff } from './sniff.ts'

/** @throws the file system's errors */
export const guard = async (file: string): Promise<Sniffed> => {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0)
    return sniff(buffer.subarray(0, bytesRead))
  } finally {
    await handle.close()
  }
}
