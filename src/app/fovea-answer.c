/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-answer.h"
#include "fovea-digit-reader.h"
#include "fv-scores.h"

#include <glib/gi18n.h>

/* What is said of a picture somebody drew or brought along, by the pad and by “One Picture” alike. */

/* Below this share of right test pictures an answer is not worth a name. */
#define TRUSTED 0.8

/**
 * fovea_answer_is_other:
 *
 * Returns: whether it is the class a network implies by a logit of 0: what is none of the others
 */
gboolean
fovea_answer_is_other (FoveaSession *session, guint class_index)
{
  FvNetwork *network = fovea_session_get_network (session);

  return fv_network_loss (network)->has_other && class_index + 1 == fv_network_n_classes (network);
}

/**
 * fovea_answer_is_trusted:
 *
 * Returns: whether the network is right often enough to have its say
 */
gboolean
fovea_answer_is_trusted (FoveaSession *session)
{
  return fovea_session_get_test_accuracy (session) > TRUSTED;
}

static char *
reading (FoveaSession *session, guint class_index, double share)
{
  FvSceneInput input;
  FvScores scores;
  g_autofree char *number = NULL;

  fovea_session_fill (session, &input);
  scores = fv_scores_of (&input);
  number = fv_scores_text (&scores, share); /* as the bars have it */
  if (!fovea_answer_is_other (session, class_index))
    /* Translators: the first %s is a class, as "3"; the second its share, as "99.5 %". */
    return g_strdup_printf (_ ("Read as %s, %s"), fovea_session_class_name (session, class_index), number);
  if (fovea_session_takes_drawings (session))
    return g_strdup_printf (_ ("Not a digit, %s"), number);
  /* Translators: what a picture is read as, of which a network of clothes knows nothing; %s is the share of that. */
  return g_strdup_printf (_ ("Nothing it knows, %s"), number);
}

/**
 * fovea_answer_text:
 * @pixels: (nullable): of the network's shape, or %NULL for the picture it shows
 *
 * Returns: (transfer full): what the network reads; one that is still wrong too often gets no word in
 */
char *
fovea_answer_text (FoveaSession *session, const guint8 *pixels)
{
  double accuracy = fovea_session_get_test_accuracy (session), share;
  guint class_index;

  if (accuracy < 0)
    return g_strdup (_ ("Still learning"));
  if (!fovea_answer_is_trusted (session))
    return g_strdup_printf (_ ("Still learning: %.0f %% right"), 100 * accuracy);
  if (!fovea_session_read_picture (session, pixels, &class_index, &share))
    return g_strdup ("");
  return reading (session, class_index, share);
}

/**
 * fovea_answer_built_in:
 * @pixels: [28][28], as digits are
 *
 * Returns: (transfer full): what the network that came with the program reads, as long as the one on the screen gets no
 *   word in; empty then
 */
char *
fovea_answer_built_in (FoveaSession *session, const guint8 *pixels)
{
  guint digit;
  double share;

  if (fovea_answer_is_trusted (session) || !fovea_digit_reader_read (pixels, &digit, &share))
    return g_strdup ("");
  if (digit >= 10)
    /* Translators: %.0f is a share of 100. */
    return g_strdup_printf (_ ("Fovea’s own network: not a digit, %.0f %%"), 100 * share);
  /* Translators: %u is a digit, %.0f a share of 100. */
  return g_strdup_printf (_ ("Fovea’s own network reads %u, %.0f %%"), digit, 100 * share);
}
