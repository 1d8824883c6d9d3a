// Runs the peer's own functions: node peer.mjs PACKAGE_FOLDER, one job as JSON on standard input, the answer as JSON.
// The services and the English phrases are loaded as files: the package's front door brings Svelte components along,
// which only a bundler can load.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const load = (file) => import(pathToFileURL(join(process.argv[2], "dist", file)).href);
const { parsePreambleText, parseOperativeText } = await load("services/resolutionParser.js");
const { createPhrasePatterns, validatePhrase } = await load("services/phraseValidation.js");
const { englishPreamblePhrases } = await load("phrases/en-preamble.js");
const { englishOperativePhrases } = await load("phrases/en-operative.js");

const preamblePatterns = createPhrasePatterns(englishPreamblePhrases);
const operativePatterns = createPhrasePatterns(englishOperativePhrases);

// As its editor does: the preamble against its list, the first text of every operative clause against the other.
const rejected = (preamble, operative) => ({
  preamble: preamble.filter((text) => text.trim() && !validatePhrase(text, preamblePatterns).valid),
  operative: operative.filter((text) => text.trim() && !validatePhrase(text, operativePatterns).valid),
});

const job = JSON.parse(readFileSync(0, "utf-8"));

const started = performance.now();
const parsed = job.texts.map(({ preamble, operative }) => ({
  preamble: parsePreambleText(preamble),
  operative: parseOperativeText(operative),
}));
const between = performance.now();
const complaints = parsed.map(({ preamble, operative }) => rejected(preamble, operative.map((one) => one.content)));
const ended = performance.now();

process.stdout.write(
  JSON.stringify({
    parsed,
    complaints,
    given: job.clauses.map(({ preamble, operative }) => rejected(preamble, operative)),
    parseSeconds: (between - started) / 1000,
    checkSeconds: (ended - between) / 1000,
  }),
);
