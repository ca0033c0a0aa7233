import { main, ProcessIo } from './main.ts'

void main(process.argv.slice(2), new ProcessIo()).then(code => {
  // setting it takes a while, and 0 is what it is
  if (code !== 0) process.exitCode = code
})
