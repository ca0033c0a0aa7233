// Preloaded into a process whose peak memory is wanted: leaves it (in KB) in a file.
const { writeFileSync } = require('node:fs')

process.on('exit', () => writeFileSync(process.env.BENCH_PEAK_MEMORY, String(process.resourceUsage().maxRSS)))
