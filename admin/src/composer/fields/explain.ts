import { useMemo } from 'react';

import { AUDITED_RULES, type RuleCode } from '../../../../contracts/post-rule-texts';
import { type Explanation, type RuleProblem } from '../../../../contracts/post-rules';
import { useTexts } from '../../translations';

const isOwn = (code: Explanation['code']): code is RuleCode =>
  code !== 'finding' && code !== 'cannot_post_now';

/**
 * The rules' sentences in the administrator's language. TikTok's own sentences and what the server
 * says stay as they are.
 */
export const useExplain = () => {
  const { t } = useTexts();
  return useMemo(
    () => ({
      explain: ({ code, message, values }: Explanation): string =>
        isOwn(code) && !AUDITED_RULES.includes(code) ? t(`rules.${code}`, values) : message,
      remedyOf: ({ code, remedy, values }: RuleProblem): string =>
        isOwn(code) ? t(`rules.${code}.remedy`, values) : remedy,
    }),
    [t],
  );
};

export type Explain = ReturnType<typeof useExplain>;
