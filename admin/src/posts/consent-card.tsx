import { Flex, Typography } from '@strapi/design-system';

import { type PostOptions, type PostView } from '../../../contracts/posts';
import { Card } from '../components/card';
import { Fold } from '../components/fold';
import { type TextTools, useTexts } from '../translations';
import { Fact, Facts } from './fact';

type T = TextTools['t'];

const interactionsOf = (options: PostOptions, t: T): string =>
  (['allowComment', 'allowDuet', 'allowStitch'] as const)
    .filter((name) => options[name])
    .map((name) => t(`posts.interaction.${name}`))
    .join(', ') || t('posts.options.none');

const disclosureOf = ({ yourBrand, brandedContent }: PostOptions, t: T): string =>
  // TikTok's own names, as the form had them.
  [yourBrand && 'Your brand', brandedContent && 'Branded content'].filter(Boolean).join(', ') ||
  t('posts.options.none');

const labelsOf = (options: PostOptions, t: T): string =>
  (['aiGenerated', 'autoAddMusic'] as const)
    .filter((name) => options[name])
    .map((name) => t(`posts.options.${name}`))
    .join(', ');

/** What was chosen and agreed to: the sentence as it was on the screen, by whom and when. */
export const ConsentCard = ({ post }: { post: PostView }) => {
  const { t, dateTime } = useTexts();
  const { consent, options, shareType } = post;
  const isDirect = shareType === 'direct_post';
  return (
    <Card title={t('posts.consent')}>
      {consent ? (
        <Typography tag="p">
          {t('posts.consent.by', {
            name: consent.by,
            time: dateTime(consent.at),
            version: consent.version,
          })}
        </Typography>
      ) : (
        <Typography tag="p">{t('posts.consent.none')}</Typography>
      )}
      {consent?.waiver && (
        <Typography variant="pi" textColor="neutral600" tag="p">
          {t('posts.consent.waiver', {
            rule: consent.waiver.rule,
            given: dateTime(consent.waiver.givenAt),
            until: dateTime(consent.waiver.expiresAt),
          })}
        </Typography>
      )}
      {(isDirect || consent) && (
        <Fold
          title={t('posts.facts')}
          summary={
            isDirect && options.privacyLevel ? t(`posts.privacy.${options.privacyLevel}`) : ''
          }
        >
          <Flex direction="column" alignItems="stretch" gap={4}>
            {isDirect && (
              <Facts>
                <Fact name={t('posts.options.privacy')}>
                  {options.privacyLevel && t(`posts.privacy.${options.privacyLevel}`)}
                </Fact>
                <Fact name={t('posts.options.interactions')}>{interactionsOf(options, t)}</Fact>
                <Fact name={t('posts.options.disclosure')}>{disclosureOf(options, t)}</Fact>
                <Fact name={t('posts.options.labels')}>{labelsOf(options, t)}</Fact>
              </Facts>
            )}
            {consent && (
              <Typography tag="p" lang="en">
                {consent.text}
              </Typography>
            )}
          </Flex>
        </Fold>
      )}
    </Card>
  );
};
