// Builds editor.js into the site's static files, with the licences of what it carries beside it.
import { readFileSync, readdirSync, writeFileSync, existsSync } from "node:fs";
import { build } from "esbuild";

const STATIC = "../src/gongkai/site/static/gongkai";

const built = await build({
  entryPoints: ["editor/editor.js"],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  charset: "utf8",
  legalComments: "none",
  banner: { js: "/* ProseMirror and others, MIT: see vendor-licences.txt. Built from frontend/. */" },
  metafile: true,
  write: false,
  outfile: `${STATIC}/editor.js`,
});
// Libraries name their manual in messages to programmers; what we serve names no address outside the site.
writeFileSync(`${STATIC}/editor.js`, built.outputFiles[0].text.replace(/https:\/\/prosemirror\.net\//g, "ProseMirror: "));

const carried = new Set();
for (const input of Object.keys(built.metafile.inputs)) {
  const found = input.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//);
  if (found) carried.add(found[1]);
}
const texts = [...carried].sort().map((name) => {
  const folder = `node_modules/${name}`;
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (!file || !existsSync(`${folder}/${file}`)) throw new Error(`${name} has no licence file`);
  return `${name} ${version} (${license})\n\n${readFileSync(`${folder}/${file}`, "utf8").trim()}\n`;
});
writeFileSync(
  `${STATIC}/vendor-licences.txt`,
  `editor.js carries the following libraries, unchanged, each under its own licence.\n\n${texts.join(`\n${"-".repeat(72)}\n\n`)}`,
);
