import { Button, Field, Flex, IconButton, Typography } from '@strapi/design-system';
import { Cross, Images } from '@strapi/icons';
import { useFetchClient, useField } from '@strapi/strapi/admin';
import { useEffect, useState } from 'react';
import { z } from 'zod';

import { MediaPicker } from '../composer/media/media-picker';
import { useTexts } from '../translations';

const file = z.object({ name: z.string() });

/** The name of a file of the Media Library; null while unknown or not this person's to read. */
const useFileName = (id: number): string | null => {
  const { get } = useFetchClient();
  const [name, setName] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    get(`/upload/files/${id}`).then(
      ({ data }) => current && setName(file.safeParse(data).data?.name ?? null),
      () => current && setName(null),
    );
    return () => {
      current = false;
    };
  }, [get, id]);
  return name;
};

const Chosen = ({ id, onRemove }: { id: number; onRemove: () => void }) => {
  const { t } = useTexts();
  const name = useFileName(id) ?? t('review.file.numbered', { id });
  return (
    <Flex tag="li" justifyContent="space-between" gap={2}>
      <Typography textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
        {name}
      </Typography>
      <IconButton type="button" label={t('review.file.remove', { name })} onClick={onRemove}>
        <Cross />
      </IconButton>
    </Flex>
  );
};

interface AssetFieldProps {
  name: string;
  label: string;
  hint: string;
  allowedTypes: ('images' | 'videos')[];
  /** True: the value is a list of ids; else one id or null. */
  multiple?: boolean;
}

/** Files of the Media Library, chosen with Strapi's own picker. */
export const AssetField = ({
  name,
  label,
  hint,
  allowedTypes,
  multiple = false,
}: AssetFieldProps) => {
  const { t } = useTexts();
  const { value, onChange, error } = useField<number | number[] | null>(name);
  const [isOpen, setIsOpen] = useState(false);
  const ids = Array.isArray(value) ? value : typeof value === 'number' ? [value] : [];
  const set = (next: number[]) => onChange(name, multiple ? next : (next[0] ?? null));
  return (
    <Field.Root name={name} hint={hint} error={error}>
      <Typography variant="pi" fontWeight="bold" textColor="neutral800">
        {label}
      </Typography>
      {ids.length > 0 && (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={2} padding={0}>
          {ids.map((id) => (
            <Chosen key={id} id={id} onRemove={() => set(ids.filter((one) => one !== id))} />
          ))}
        </Flex>
      )}
      <Flex>
        <Button
          variant="secondary"
          startIcon={<Images />}
          aria-label={`${t('review.file.choose')}: ${label}`}
          onClick={() => setIsOpen(true)}
        >
          {t('review.file.choose')}
        </Button>
      </Flex>
      <Field.Hint />
      <Field.Error />
      {isOpen && (
        <MediaPicker
          allowedTypes={allowedTypes}
          multiple={multiple}
          onPick={(picked) => set(multiple ? [...new Set([...ids, ...picked])] : picked)}
          onClose={() => setIsOpen(false)}
        />
      )}
    </Field.Root>
  );
};
