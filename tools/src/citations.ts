import { posix } from 'node:path';

/** The files of the repository: path from the root to text. */
export type Files = ReadonlyMap<string, string>;

const SECTION_AFTER = /^[,;]? ["“]([^"“”]+)["”]/;
const CITED_DOCUMENT = /[\w.@/-]*\w\.md\b/g;
const CITED_DECISION = /\b(?:docs\/adr\/|ADR )(\d{1,4})(?![\w-])/g;
const LINKED_TEXT = /\[[^[\]]*\]\([^()\s]+\)/g;
const LINK = /\]\(([^()\s]+)\)/g;
const QUOTED_PATH = /`([\w.-]+\/[\w./-]*)`/g;
/** Files that commands write and that are never committed. */
const OUTPUT = new Set(['bench/results/latest.json']);

/** The citations in a file that do not resolve, as written. */
export function brokenCitations(path: string, text: string, files: Files): readonly string[] {
  const prose = path.endsWith('.md') ? text.replace(/^```.*?^```/gms, '') : text;
  const flat = unwrap(prose);
  return [
    ...brokenDocuments(path, path.endsWith('.md') ? flat.replace(LINKED_TEXT, '') : flat, files),
    ...brokenDecisions(flat, files),
    ...[...flat.matchAll(/\bissues? #?\d+\b/gi)].map(([citation]) => citation),
    ...(path.endsWith('.md') ? [...brokenLinks(path, flat, files), ...brokenPaths(flat, files)] : []),
  ];
}

/** A citation may continue on the next line of a comment. */
const unwrap = (text: string): string => text.replace(/\r?\n[ \t]*(?:\/\/|--|\*(?!\*)|#(?=[ \t]))?[ \t]*/g, ' ');

const brokenDecisions = (flat: string, files: Files): string[] =>
  [...flat.matchAll(CITED_DECISION)].flatMap(([cited, number = '']) => {
    const beginning = `docs/adr/${number.padStart(4, '0')}-`;
    return [...files.keys()].some((file) => file.startsWith(beginning)) ? [] : [cited];
  });

function brokenDocuments(path: string, flat: string, files: Files): string[] {
  return [...flat.matchAll(CITED_DOCUMENT)].flatMap((match) => {
    const [cited] = match;
    const documents = documentsNamed(cited, path, files);
    if (documents.length === 0) return [cited];
    const section = SECTION_AFTER.exec(flat.slice(match.index + cited.length))?.[1];
    const isFound = section === undefined || documents.some((text) => headings(text).includes(section));
    return isFound ? [] : [`${cited}, "${section}"`];
  });
}

/** A bare name may be a document in any folder; a name with a folder is a path from the root or a relative path. */
function documentsNamed(cited: string, path: string, files: Files): string[] {
  const paths = cited.includes('/')
    ? [posix.normalize(cited.replace(/^(\.\.\/)+/, '')), posix.join(posix.dirname(path), cited)]
    : [...files.keys()].filter((file) => posix.basename(file) === cited && !isAmbiguous(cited));
  return paths.flatMap((file) => files.get(file) ?? []);
}

/** The contract and a guide share a name, so a citation of either must give the folder. */
const isAmbiguous = (name: string): boolean => /^(?:contract|callbacks)\.md$/.test(name);

function brokenLinks(path: string, flat: string, files: Files): string[] {
  return [...flat.matchAll(LINK)].flatMap(([, link = '']) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? path : posix.join(posix.dirname(path), file);
    if (!exists(target, files)) return [link];
    const isFound =
      anchor === undefined ||
      headings(files.get(target) ?? '')
        .map(slug)
        .includes(anchor);
    return isFound ? [] : [link];
  });
}

/** The paths in code spans that begin with a folder of the root. Those with a placeholder (`NNNN`) name no file yet. */
function brokenPaths(flat: string, files: Files): string[] {
  const folders = new Set([...files.keys()].filter((file) => file.includes('/')).map((file) => file.split('/')[0]));
  return [...flat.matchAll(QUOTED_PATH)]
    .map(([, path = '']) => path)
    .filter((path) => folders.has(path.split('/')[0]) && !/NNNN|\.md$|^docs\/adr\/\d+$/.test(path))
    .filter((path) => !OUTPUT.has(path) && !exists(path, files));
}

/** Whether a path is a file or a folder. */
function exists(path: string, files: Files): boolean {
  const folder = `${path.replace(/\/$/, '')}/`;
  return files.has(path) || [...files.keys()].some((file) => file.startsWith(folder));
}

const headings = (markdown: string): string[] =>
  [...markdown.replace(/^```.*?^```/gms, '').matchAll(/^#{1,6} +(.+?) *$/gm)].map(([, heading = '']) =>
    heading.replace(/[*_`]/g, ''),
  );

/** The anchor that GitHub gives a heading. */
const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
