import { Flex, Typography } from '@strapi/design-system';
import { type ReactNode, useId } from 'react';

interface CardProps {
  title: string;
  /** What this is about, one or two sentences. */
  description?: ReactNode;
  /** At the right of the title. */
  action?: ReactNode;
  children: ReactNode;
}

/** A titled block of a page, as Strapi's settings pages have them. */
export const Card = ({ title, description, action, children }: CardProps) => {
  const id = useId();
  return (
    <Flex
      tag="section"
      aria-labelledby={id}
      direction="column"
      alignItems="stretch"
      background="neutral0"
      padding={{ initial: 4, medium: 6 }}
      gap={5}
      shadow="tableShadow"
      hasRadius
      minWidth={0}
    >
      <Flex justifyContent="space-between" alignItems="flex-start" gap={4} wrap="wrap">
        <Flex direction="column" alignItems="stretch" gap={1}>
          <Typography variant="delta" tag="h2" id={id}>
            {title}
          </Typography>
          {description && (
            <Typography variant="pi" textColor="neutral600" tag="p">
              {description}
            </Typography>
          )}
        </Flex>
        {action}
      </Flex>
      {children}
    </Flex>
  );
};
