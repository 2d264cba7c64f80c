import { type FormState } from '../../../../contracts/post-form';
import { type PostOptions } from '../../../../contracts/posts';
import { useTexts } from '../../translations';

/** What is set, in a few words: whatever is not named is off. */
export const useSettingsSummary = () => {
  const { t } = useTexts();
  return (
    { privacy, interactions, disclosure, offersAiGenerated, offersAutoAddMusic }: FormState,
    options: PostOptions,
  ): string[] => [
    ...(privacy
      ? [privacy.value ? t(`posts.privacy.${privacy.value}`) : t('composer.summary.noAudience')]
      : []),
    ...interactions.flatMap(({ name, checked }) =>
      checked ? [t(`composer.interactions.${name}`)] : [],
    ),
    ...(disclosure?.on ? [t('composer.summary.disclosed')] : []),
    ...(offersAiGenerated && options.aiGenerated ? [t('composer.aiGenerated')] : []),
    ...(offersAutoAddMusic && options.autoAddMusic ? [t('composer.autoAddMusic')] : []),
  ];
};
