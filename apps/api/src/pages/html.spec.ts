import { expect, test } from '@jest/globals';
import { html } from './html.js';

test('values are escaped, markup is not', () => {
  expect(html`<p title="${'"\'&'}">${'<b>'} ${html`<i>${'&'}</i>`}</p>`.text).toBe(
    '<p title="&#34;&#39;&#38;">&#60;b&#62; <i>&#38;</i></p>',
  );
});

test('lists are joined, and undefined is left out', () => {
  expect(html`${[html`<li>1</li>`, html`<li>2</li>`]}${undefined}${3}`.text).toBe('<li>1</li><li>2</li>3');
});
