/** The fields of a form that have another value than they came with: a person was quicker than the scripts. */
export function touched(form) {
  const fresh = form.cloneNode(true);
  fresh.reset();
  return [...form.elements].filter((field, at) => field.name && value(field) !== value(fresh.elements[at]));
}

/** What a field would send; a tick that is not set sends "0" here, so that it can be told from one that is. */
export const value = (field) => (field.type === "checkbox" ? String(Number(field.checked)) : field.value);
