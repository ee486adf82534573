import { resolve } from 'node:path'
import { defineConfig } from 'vite'

const root = import.meta.dirname

/** The service worker keeps its name and place: its address is its identity. */
export default defineConfig({
  root,
  base: '/player/',
  build: {
    outDir: resolve(root, 'dist'),
    emptyOutDir: true,
    target: 'chrome80',
    modulePreload: false,
    rollupOptions: {
      input: { index: resolve(root, 'index.html'), sw: resolve(root, 'sw.ts') },
      output: { entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
})
