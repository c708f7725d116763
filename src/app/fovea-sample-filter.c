/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-sample-filter.h"

#include <glib/gi18n.h>
#include <string.h>

static const char *const names[] = {
  [FOVEA_FILTER_ALL] = "all",     [FOVEA_FILTER_MISREAD] = "misread", [FOVEA_FILTER_CELL] = "cell",
  [FOVEA_FILTER_CLASS] = "class", [FOVEA_FILTER_MINE] = "mine",
};

FoveaFilter
fovea_filter_parse (const char *text)
{
  guint64 class_index;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (i != FOVEA_FILTER_CLASS && g_strcmp0 (text, names[i]) == 0)
      return (FoveaFilter){ (FoveaFilterKind)i, 0 };
  if (text != NULL && g_str_has_prefix (text, "class:")
      && g_ascii_string_to_unsigned (text + strlen ("class:"), 10, 0, G_MAXUINT16, &class_index, NULL))
    return (FoveaFilter){ FOVEA_FILTER_CLASS, (guint)class_index };
  return (FoveaFilter){ FOVEA_FILTER_ALL, 0 };
}

char *
fovea_filter_to_text (FoveaFilter self)
{
  return self.kind == FOVEA_FILTER_CLASS ? g_strdup_printf ("class:%u", self.class_index)
                                         : g_strdup (names[self.kind]);
}

gboolean
fovea_filter_equal (FoveaFilter self, FoveaFilter other)
{
  return self.kind == other.kind && self.class_index == other.class_index;
}

gboolean
fovea_filter_needs_judgement (FoveaFilter self)
{
  return self.kind == FOVEA_FILTER_MISREAD || self.kind == FOVEA_FILTER_CELL;
}

FvSelection
fovea_filter_selection (FoveaFilter self, FoveaSession *session)
{
  if (self.kind == FOVEA_FILTER_MISREAD)
    return (FvSelection){ FV_SELECT_MISREAD };
  if (self.kind == FOVEA_FILTER_CELL)
    return fovea_session_get_opened (session);
  if (self.kind == FOVEA_FILTER_CLASS
      && self.class_index < fv_network_n_classes (fovea_session_get_network (session)))
    return (FvSelection){ FV_SELECT_CLASS, self.class_index };
  return (FvSelection){ FV_SELECT_ALL };
}

char *
fovea_filter_title (FoveaFilter self, FoveaSession *session)
{
  FvSelection selection = fovea_filter_selection (self, session);

  if (self.kind == FOVEA_FILTER_MINE)
    return g_strdup (_ ("My Digits"));
  switch (selection.kind)
    {
    case FV_SELECT_MISREAD:
      /* Translators: test pictures that the network takes for something else */
      return g_strdup (_ ("Misread"));
    case FV_SELECT_CELL:
      return g_strdup_printf ("%s → %s", fovea_session_class_name (session, selection.target),
                              fovea_session_class_name (session, selection.read_as));
    case FV_SELECT_CLASS:
      /* Translators: test pictures of one class */
      return g_strdup_printf (_ ("Class %s"), fovea_session_class_name (session, selection.target));
    case FV_SELECT_ALL:
    default:
      return g_strdup (fovea_session_is_plane (session) ? _ ("Test Points") : _ ("Test Pictures"));
    }
}

const char *
fovea_filter_empty_text (FoveaFilter self, FoveaSession *session)
{
  if (self.kind == FOVEA_FILTER_MINE)
    return _ ("None yet: keep what you draw on the digit pad.");
  if (fovea_session_get_test_set (session) == NULL)
    return _ ("There is no test set.");
  if (fovea_filter_needs_judgement (self) && fovea_session_get_judgement (session) == NULL)
    return _ ("Not read yet");
  return _ ("None");
}

static void
append (GMenu *menu, const char *label, const char *action, FoveaFilter filter)
{
  g_autofree char *target = fovea_filter_to_text (filter);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

/* Names come from files: an underline in them is no mnemonic. */
static char *
escaped (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "_", -1);

  return g_strjoinv ("__", parts);
}

static GMenuModel *
class_menu (FoveaSession *session, const char *action)
{
  GMenu *menu = g_menu_new ();
  guint n = fv_network_n_classes (fovea_session_get_network (session));

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = escaped (fovea_session_class_name (session, i));

      append (menu, name, action, (FoveaFilter){ FOVEA_FILTER_CLASS, i });
    }
  return G_MENU_MODEL (menu);
}

static GMenuModel *
test_menu (FoveaSession *session, const char *action)
{
  GMenu *menu = g_menu_new ();
  FvSelection opened = fovea_session_get_opened (session);
  g_autoptr (GMenuModel) classes = class_menu (session, action);

  append (menu, fovea_session_is_plane (session) ? _ ("_All Test Points") : _ ("_All Test Pictures"), action,
          (FoveaFilter){ FOVEA_FILTER_ALL, 0 });
  append (menu, _ ("_Misread Ones"), action, (FoveaFilter){ FOVEA_FILTER_MISREAD, 0 });
  g_menu_append_submenu (menu, _ ("_One Class"), classes);
  if (opened.kind == FV_SELECT_CELL)
    {
      g_autofree char *target = escaped (fovea_session_class_name (session, opened.target));
      g_autofree char *read_as = escaped (fovea_session_class_name (session, opened.read_as));
      /* Translators: pictures of one class that are read as another */
      g_autofree char *label = g_strdup_printf (_ ("%s Read as %s"), target, read_as);

      append (menu, label, action, (FoveaFilter){ FOVEA_FILTER_CELL, 0 });
    }
  return G_MENU_MODEL (menu);
}

GMenuModel *
fovea_filter_menu (FoveaSession *session, const char *action)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenuModel) test = test_menu (session, action);

  g_menu_append_section (menu, NULL, test);
  if (fovea_session_takes_drawings (session))
    {
      g_autoptr (GMenu) mine = g_menu_new ();

      append (mine, _ ("My _Digits"), action, (FoveaFilter){ FOVEA_FILTER_MINE, 0 });
      g_menu_append_section (menu, NULL, G_MENU_MODEL (mine));
    }
  return G_MENU_MODEL (menu);
}
