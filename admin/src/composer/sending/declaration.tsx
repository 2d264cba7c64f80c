import { Link, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { linkedParts } from '../../../../contracts/post-form';
import { useTexts } from '../../translations';

/**
 * The sentence that belongs to these choices, verbatim and linked, always above the button. A
 * translation stands below it, marked as an explanation.
 */
export const Declaration = ({ text, isInbox }: { text: string; isInbox: boolean }) => {
  const { locale } = useIntl();
  const { t } = useTexts();
  const parts = linkedParts(text);
  const hasPolicy = parts.some(({ text: part }) => part === 'Branded Content Policy');
  const meaning = hasPolicy ? 'composer.declaration.branded' : 'composer.declaration.music';
  return (
    <>
      <Typography tag="p" lang="en" data-testid="declaration">
        {parts.map(({ text: part, href }) =>
          href === null ? (
            part
          ) : (
            <Link key={href} href={href} isExternal>
              {part}
            </Link>
          ),
        )}
      </Typography>
      {!locale.startsWith('en') && (
        <Typography variant="pi" textColor="neutral600" tag="p">
          {t('composer.declaration.explained', {
            meaning: t(isInbox ? 'composer.declaration.inbox' : meaning),
          })}
        </Typography>
      )}
    </>
  );
};
