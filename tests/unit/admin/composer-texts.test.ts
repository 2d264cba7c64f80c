import composer from '../../../admin/src/translations/en/composer.json';
import posts from '../../../admin/src/translations/en/posts.json';
import { RULE_TEXTS } from '../../../contracts/post-rule-texts';
import { postState, privacyLevel } from '../../../contracts/posts';

const texts: Record<string, string> = { ...composer, ...posts };

describe('the English texts of the form and the posts', () => {
  it('say the rules in the very words that the server uses', () => {
    for (const [code, { message, remedy }] of Object.entries(RULE_TEXTS)) {
      expect(texts[`rules.${code}`]).toBe(message);
      expect(texts[`rules.${code}.remedy`]).toBe(remedy);
    }
  });

  it('have a name for every state and every audience', () => {
    for (const state of postState.options) expect(texts[`posts.state.${state}`]).toBeTruthy();
    for (const level of privacyLevel.options) expect(texts[`posts.privacy.${level}`]).toBeTruthy();
  });
});
