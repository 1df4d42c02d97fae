import { CLASSIFIERS, errorCatalogue, MAX_ELEMENTS, nestedTypes, type FieldType } from '@aml-customer/domain';
import { anchorOf, fieldPlaceAt, fieldPlaces, pathsOf, type FieldPlace } from './field-places.js';
import { html, type Markup } from './html.js';
import { badge, page, searchBox } from './layout.js';

/** The codes of the errors that name each field, in the order of the catalogue. */
const errorsByField = new Map<FieldPlace, Set<string>>();
for (const { code, path } of errorCatalogue) {
  const place = path === undefined ? undefined : fieldPlaceAt(path);
  if (place) errorsByField.set(place, (errorsByField.get(place) ?? new Set()).add(code));
}

const errorsOf = (place: FieldPlace): readonly string[] => [...(errorsByField.get(place) ?? [])];

function limitOf(type: FieldType): string | undefined {
  if (type.kind === 'list') return `at most ${MAX_ELEMENTS.toLocaleString('en')} elements`;
  if ('limit' in type && type.limit < Infinity) return `at most ${type.limit.toLocaleString('en')} characters`;
  return undefined;
}

/** The classifier of a field, or of the elements of a list. */
function classifierOf(type: FieldType): string | undefined {
  if (type.kind === 'list') return classifierOf(type.items.type);
  return type.kind === 'code' && (CLASSIFIERS as readonly string[]).includes(type.codeList) ? type.codeList : undefined;
}

/** The nested type of a field, or of the elements of a list. */
function nestedTypeOf(type: FieldType): string | undefined {
  if (type.kind === 'list') return nestedTypeOf(type.items.type);
  return type.kind === 'record' ? type.name : undefined;
}

const viewOf = (place: FieldPlace) => {
  const { name, type, typeText, mandatory, onlyFor, aliases, meaning, example } = place.field;
  const [limit, classifier] = [limitOf(type), classifierOf(type)];
  return {
    name,
    type: typeText,
    mandatory,
    ...(onlyFor && { onlyFor }),
    aliases,
    meaning,
    ...(limit && { limit }),
    ...(classifier && { classifier }),
    ...(example !== undefined && { exampleValue: example }),
    errors: errorsOf(place),
  };
};

const placesIn = (typeName: string | undefined) => fieldPlaces.filter((place) => place.typeName === typeName);

/** The fields for programs. */
export const fieldList = {
  fields: placesIn(undefined).map(viewOf),
  types: nestedTypes.map(({ name }) => ({ name, fields: placesIn(name).map(viewOf) })),
};

/** The fields for people. */
export const fieldsPage = (): string =>
  page(
    '/fields',
    'Fields',
    html`
      <p>
        A message is a JSON object with these fields. A badge marks the fields that only a person (INDIVIDUAL) or only
        an organisation (ORGANIZATION) has. A member that is <code>null</code> or a blank string counts as absent.
        Numbers may also be numeric strings, and booleans the words <code>true</code> and <code>false</code>. Strings,
        numbers and booleans are stored as sent. <a href="/errors">The error catalogue</a> explains the codes; those
        whose field is <em>any</em>, such as <a href="/errors#F002"><code>F002</code></a
        >, can concern every field.
      </p>
      ${searchBox('Search by name, meaning, type, classifier or error code')}
      ${sectionOf('Customer', [], placesIn(undefined))}
      ${nestedTypes.map(({ name }) => sectionOf(name, pathsOf(name), placesIn(name)))}
    `,
  );

const sectionOf = (name: string, paths: readonly string[], places: readonly FieldPlace[]): Markup => html`
  <section aria-labelledby="type-${name}">
    <h2 id="type-${name}">${name}</h2>
    ${paths.length > 0 ? html`<p class="muted">At ${paths.map((path) => html`<code>${path}</code> `)}</p>` : undefined}
    <ul class="entries">
      ${places.map(entryOf)}
    </ul>
  </section>
`;

function entryOf(place: FieldPlace): Markup {
  const { name, type, aliases, meaning, mandatory, onlyFor, limit, classifier, exampleValue, errors } = viewOf(place);
  const nested = nestedTypeOf(place.field.type);
  return html`
    <li id="${anchorOf(place)}">
      <div>
        <h3><code>${name}</code></h3>
        ${aliases.length > 0 ? html`<p class="muted">also <code>${aliases.join(', ')}</code></p>` : undefined}
        ${onlyFor && html`<p>${badge(onlyFor)}</p>`}
      </div>
      <div>
        <p>${meaning}.</p>
        <dl class="facts">
          ${fact('Type', nested ? html`<a href="#type-${nested}">${type}</a>` : html`${type}`)}
          ${fact('Mandatory', html`${mandatory}`)} ${limit && fact('Limit', html`${limit}`)}
          ${classifier && fact('Classifier', html`<a href="/classifier/${classifier}">${classifier}</a>`)}
          ${exampleValue !== undefined ? fact('Example', html`<code>${JSON.stringify(exampleValue)}</code>`) : undefined}
          ${
            errors.length > 0
              ? fact('Errors', html`${errors.map((code) => html`<a href="/errors#${code}"><code>${code}</code></a> `)}`)
              : undefined
          }
        </dl>
      </div>
    </li>
  `;
}

const fact = (name: string, value: Markup): Markup =>
  html`<dt>${name}</dt>
    <dd>${value}</dd>`;
