import { Flex, Typography } from '@strapi/design-system';

import { type ReviewView } from '../../../contracts/review-view';
import { Card } from '../components/card';
import { Mark } from '../components/mark';
import { useTexts } from '../translations';
import { Quiet, SubHeading } from './texts';

type ScopeFacts = ReviewView['scopes'][number];

const ScopeRow = ({ scope, requested, grantedBy, used, explanation }: ScopeFacts) => {
  const { t } = useTexts();
  return (
    <Flex tag="li" direction="column" alignItems="stretch" gap={1}>
      <Flex gap={2} wrap="wrap">
        <Typography fontWeight="bold" textColor="neutral800">
          {scope}
        </Typography>
        <Mark tone={requested ? 'primary' : 'neutral'}>
          {t(requested ? 'review.scope.requested' : 'review.scope.notRequested')}
        </Mark>
        <Mark tone={used ? 'success' : 'neutral'}>
          {t(used ? 'review.scope.used' : 'review.scope.unused')}
        </Mark>
        {requested && !used && <Mark tone="warning">{t('review.scope.tooMany')}</Mark>}
        {used && !requested && <Mark tone="danger">{t('review.scope.tooFew')}</Mark>}
      </Flex>
      <Quiet>
        {t('review.scope.granted', { count: grantedBy })} {explanation}
      </Quiet>
    </Flex>
  );
};

/** Which products and scopes the site needs, asks for and was granted. */
export const ScopesCard = ({ scopes, products }: Pick<ReviewView, 'scopes' | 'products'>) => {
  const { t } = useTexts();
  return (
    <Card title={t('review.scopes')} description={t('review.scopes.what')}>
      <SubHeading>{t('review.products')}</SubHeading>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0}>
        {products.map(({ id, name, needed, explanation }) => (
          <Flex key={id} tag="li" direction="column" alignItems="stretch" gap={1}>
            <Flex gap={2} wrap="wrap">
              <Typography fontWeight="bold" textColor="neutral800">
                {name}
              </Typography>
              <Mark tone={needed ? 'primary' : 'neutral'}>
                {t(needed ? 'review.product.needed' : 'review.product.notNeeded')}
              </Mark>
            </Flex>
            <Quiet>{explanation}</Quiet>
          </Flex>
        ))}
      </Flex>
      <SubHeading>{t('review.scopes.list')}</SubHeading>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0}>
        {scopes.map((one) => (
          <ScopeRow key={one.scope} {...one} />
        ))}
      </Flex>
    </Card>
  );
};
