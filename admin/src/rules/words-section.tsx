import { Box, Typography } from '@strapi/design-system';

import { Card } from '../components/card';
import { useTexts } from '../translations';
import { type SectionProps } from './section';
import { TemplateField } from './template-field';

/** The filters of ours, with what they look like in a template; Liquid's own work as well. */
const FILTERS = {
  hashtags: '{{ tags | map: "name" | hashtags }}',
  fit: '{{ summary | fit: 300 }}',
  strip_markdown: '{{ body | strip_markdown }}',
  strip_html: '{{ body | strip_html }}',
  blocks_text: '{{ body | blocks_text }}',
} as const;

const NAMES = Object.keys(FILTERS) as (keyof typeof FILTERS)[];

const FilterList = () => {
  const { t } = useTexts();
  return (
    <details>
      <Typography tag="summary" variant="pi" fontWeight="bold">
        {t('rule.filters')}
      </Typography>
      <Box tag="dl" paddingTop={2}>
        {NAMES.map((name) => (
          <Box key={name} paddingBottom={2}>
            <dt>
              <Typography tag="code" variant="pi" style={{ overflowWrap: 'anywhere' }}>
                {FILTERS[name]}
              </Typography>
            </dt>
            <Typography tag="dd" variant="pi" textColor="neutral600">
              {t(`rule.filter.${name}`)}
            </Typography>
          </Box>
        ))}
      </Box>
    </details>
  );
};

/** The templates of caption and title. */
export const WordsSection = ({ draft, type, errorOf, onChange }: SectionProps) => {
  const { t } = useTexts();
  const fields = type?.fields ?? [];
  return (
    <Card title={t('rule.words')} description={t('rule.words.what')}>
      <TemplateField
        name="captionTemplate"
        value={draft.captionTemplate}
        fields={fields}
        error={errorOf('captionTemplate')}
        onChange={(captionTemplate) => onChange({ captionTemplate })}
      />
      <TemplateField
        name="titleTemplate"
        value={draft.titleTemplate}
        fields={fields}
        error={errorOf('titleTemplate')}
        onChange={(titleTemplate) => onChange({ titleTemplate })}
      />
      <FilterList />
    </Card>
  );
};
