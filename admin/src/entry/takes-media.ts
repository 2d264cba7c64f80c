interface Attribute {
  type?: string;
  component?: string;
  components?: readonly string[];
  allowedTypes?: readonly string[];
}

type Attributes = Record<string, unknown>;
type Components = Record<string, { attributes: Attributes } | undefined>;

const isPostable = ({ allowedTypes }: Attribute): boolean =>
  !allowedTypes?.length || allowedTypes.some((type) => type === 'images' || type === 'videos');

/**
 * Whether a content type has, itself or in its components and dynamic zones, a media field that may
 * hold a video or a picture.
 */
export const takesMedia = (
  attributes: Attributes,
  components: Components,
  seen: ReadonlySet<string> = new Set(),
): boolean =>
  Object.values(attributes).some((value) => {
    const attribute = value as Attribute;
    if (attribute.type === 'media') return isPostable(attribute);
    return [attribute.component ?? [], attribute.components ?? []].flat().some((uid) => {
      const inner = seen.has(uid) ? undefined : components[uid];
      // Components may contain each other in a circle.
      return (
        inner !== undefined && takesMedia(inner.attributes, components, new Set([...seen, uid]))
      );
    });
  });
