/** How the class was named before there was a field for it. */
export const CLASS_ANNOTATION = 'kubernetes.io/ingress.class'
