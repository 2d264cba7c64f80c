import { createRoot } from 'react-dom/client';
import { type IntlShape, RawIntlProvider } from 'react-intl';
import { type DefaultTheme, ThemeProvider } from 'styled-components';

import { RehearsalPanel } from './rehearsal-panel';

const ID = 'tiktok-rehearsal';

/** What a dialog takes for "outside" at the document: it would close, pull the focus back or not scroll. */
const KEPT_FROM_DIALOGS = ['pointerdown', 'mousedown', 'focusin', 'wheel', 'touchmove'];

/**
 * Puts the panel beside Strapi's own page, once, so that it stays while the person goes from page to
 * page. Texts and colours are those of the page that opened it.
 */
export const mountRehearsal = (intl: IntlShape, theme: DefaultTheme): void => {
  if (document.getElementById(ID)) return;
  const host = document.createElement('div');
  host.id = ID;
  const inner = document.createElement('div');
  host.append(inner);
  for (const name of KEPT_FROM_DIALOGS) {
    host.addEventListener(name, (event) => event.stopPropagation());
  }
  document.body.append(host);
  createRoot(inner).render(
    <RawIntlProvider value={intl}>
      <ThemeProvider theme={theme}>
        <RehearsalPanel />
      </ThemeProvider>
    </RawIntlProvider>,
  );
};
