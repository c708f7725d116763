/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "fovea-architecture-editor.h"
#include "fovea-layer-row.h"
#include "fovea-session-private.h"

#include <string.h>

/* A network is edited row by row; a mistake is said where it is; what fits keeps what it learned. */

#define START "28x28x1 conv 5x5x3 tanh; max 4x4; rasterize; dense 12 tanh; softmax 10"

typedef struct
{
  FoveaApplication *application;
  FoveaWindow *window;
  FoveaSession *session;
  FoveaArchitectureEditor *editor; /* borrowed from the toolkit; NULL when closed */
} Fixture;

static FoveaArchitectureEditor *
find_editor (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *i = windows; i != NULL; i = i->next)
    if (FOVEA_IS_ARCHITECTURE_EDITOR (i->data))
      return i->data;
  return NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FvNetwork) network = fv_network_new (START, NULL);

  fixture->application = fixture_application ();
  fixture->window = fixture_window (fixture->application, 1024, 700);
  fixture->session = fovea_window_get_session (fixture->window);
  fixture_give_digits (fixture->session, 200, 50);
  g_assert_true (fovea_session_choose_network (fixture->session, network, NULL));
  fixture_train (fixture->session, 3);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.edit-network", NULL);
  fixture->editor = find_editor ();
  g_assert_nonnull (fixture->editor);
  g_object_add_weak_pointer (G_OBJECT (fixture->editor), (gpointer *)&fixture->editor);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->editor != NULL)
    gtk_window_close (GTK_WINDOW (fixture->editor));
  fixture_wait_for (fixture->editor == NULL);
  g_settings_reset (fovea_session_get_settings (fixture->session), "network");
  gtk_window_close (GTK_WINDOW (fixture->window));
  fixture_finish (fixture->application);
}

static GtkWidget *
row (Fixture *fixture, guint nth)
{
  GtkWidget *list = fixture_find_type (GTK_WIDGET (fixture->editor), GTK_TYPE_LIST_BOX);

  return GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int)nth));
}

static void
type (Fixture *fixture, guint nth, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (fixture_find_type (row (fixture, nth), GTK_TYPE_ENTRY)), text);
}

static gboolean
is_apply (GtkWidget *widget, gpointer data)
{
  return GTK_IS_BUTTON (widget)
         && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), "editor.apply") == 0;
}

static gboolean
can_apply (Fixture *fixture)
{
  return gtk_widget_is_sensitive (fixture_find (GTK_WIDGET (fixture->editor), is_apply, NULL));
}

static void
assert_text (Fixture *fixture, const char *expected)
{
  g_autofree char *text = fv_draft_to_text (fovea_architecture_editor_get_draft (fixture->editor));

  g_assert_cmpstr (text, ==, expected);
}

static gboolean
is_shown_error (GtkWidget *widget, gpointer data)
{
  return GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "error")
         && gtk_widget_get_visible (widget);
}

static void
test_mistakes (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint row;
    const char *text;
  } table[] = {
    { 0, "28x28" },   { 0, "2x2x1" },      { 1, "conv 40x40x3 tanh" }, { 1, "convolve" },
    { 1, "" },        { 2, "max 0x0" },    { 3, "dense 5 tanh" },      { 4, "dense" },
    { 5, "softmax" }, { 5, "softmax -1" },
  };

  g_assert_true (can_apply (fixture));
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      const FvDraft *draft = fovea_architecture_editor_get_draft (fixture->editor);
      g_autofree char *right = g_strdup (fv_draft_row (draft, table[i].row).text);
      guint wrong = 0;

      g_test_message ("%u: %s", table[i].row, table[i].text);
      type (fixture, table[i].row, table[i].text);
      g_assert_false (can_apply (fixture));
      for (guint at = 0; at < fv_draft_n_rows (draft); at++)
        {
          GtkWidget *label = fixture_find (row (fixture, at), is_shown_error, NULL);
          FvDraftRow shown = fv_draft_row (draft, at);

          g_assert_true ((label != NULL) == (shown.mistake != NULL));
          if (label != NULL)
            g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, shown.mistake);
          wrong += label != NULL;
        }
      g_assert_cmpuint (wrong, ==, 1);
      type (fixture, table[i].row, right);
      g_assert_true (can_apply (fixture));
      g_assert_null (fixture_find (row (fixture, table[i].row), is_shown_error, NULL));
    }
}

/* Shapes and arithmetic follow the typing, below too. */
static void
test_arithmetic (Fixture *fixture, gconstpointer data)
{
  g_assert_nonnull (fixture_find_label (row (fixture, 1), "3@24×24"));
  type (fixture, 1, "conv 5x5x6 tanh");
  g_assert_nonnull (fixture_find_label (row (fixture, 1), "6@24×24"));
  g_assert_nonnull (fixture_find_label (row (fixture, 1), "6·(1·5·5)+6 = 156"));
  g_assert_nonnull (fixture_find_label (row (fixture, 2), "6@6×6"));
}

/* Word by word: what is typed stays as it is, though the draft does without the space at the end. */
static void
test_typing (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry = fixture_find_type (row (fixture, 1), GTK_TYPE_ENTRY);
  const char *text = "conv 5x5x7 relu";
  int position = 0;

  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  for (const char *c = text; *c != '\0'; c++)
    gtk_editable_insert_text (GTK_EDITABLE (entry), c, 1, &position);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, text);
  g_assert_cmpstr (fv_draft_row (fovea_architecture_editor_get_draft (fixture->editor), 1).text, ==, text);
  g_assert_true (can_apply (fixture));
}

static void
act (Fixture *fixture, const char *name, int nth)
{
  if (nth < 0)
    gtk_widget_activate_action (GTK_WIDGET (fixture->editor), name, NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (fixture->editor), name, "u", (guint)nth);
}

/* Every change can be taken back, and done again; typing in one row is one of them. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *action;
    int nth;
    const char *text;
  } table[] = {
    { "editor.move-down", 1, "28x28x1 max 4x4; conv 5x5x3 tanh; rasterize; dense 12 tanh; softmax 10" },
    { "editor.move-up", 2, START },
    { "editor.remove", 4, "28x28x1 conv 5x5x3 tanh; max 4x4; rasterize; softmax 10" },
    { "editor.add", -1, "28x28x1 conv 5x5x3 tanh; max 4x4; rasterize; dense 30 tanh; softmax 10" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      gtk_window_set_focus (GTK_WINDOW (fixture->editor), NULL);
      act (fixture, table[i].action, table[i].nth);
      assert_text (fixture, table[i].text);
    }
  type (fixture, 4, "dense 31 tanh");
  type (fixture, 4, "dense 32 tanh");
  act (fixture, "editor.undo", -1);
  for (gsize i = G_N_ELEMENTS (table); i-- > 0;)
    {
      assert_text (fixture, table[i].text);
      act (fixture, "editor.undo", -1);
    }
  assert_text (fixture, START);
  act (fixture, "editor.undo", -1); /* nothing is left */
  for (guint i = 0; i <= G_N_ELEMENTS (table); i++)
    act (fixture, "editor.redo", -1);
  assert_text (fixture, "28x28x1 conv 5x5x3 tanh; max 4x4; rasterize; dense 32 tanh; softmax 10");
  /* The ends stay. */
  act (fixture, "editor.move-up", 1);
  act (fixture, "editor.remove", 0);
  assert_text (fixture, "28x28x1 conv 5x5x3 tanh; max 4x4; rasterize; dense 32 tanh; softmax 10");
}

static void
test_clipboard (Fixture *fixture, gconstpointer data)
{
  act (fixture, "editor.copy", -1);
  gtk_widget_activate_action (GTK_WIDGET (fixture->editor), "editor.preset", "s",
                              "28x28x1 rasterize; softmax 10");
  assert_text (fixture, "28x28x1 rasterize; softmax 10");
  act (fixture, "editor.paste", -1);
  fixture_wait_for (fv_draft_n_rows (fovea_architecture_editor_get_draft (fixture->editor)) == 6);
  assert_text (fixture, START);
}

static gboolean
is_options (GtkWidget *widget, gpointer data)
{
  return GTK_IS_MENU_BUTTON (widget);
}

/* The options of a row as controls; they stay as long as the row. */
static GtkWidget *
options (Fixture *fixture, guint nth)
{
  GtkMenuButton *button = GTK_MENU_BUTTON (fixture_find (row (fixture, nth), is_options, NULL));

  gtk_menu_button_popup (button);
  g_assert_nonnull (gtk_menu_button_get_popover (button));
  return GTK_WIDGET (gtk_menu_button_get_popover (button));
}

static gboolean
has_value (GtkWidget *widget, gpointer data)
{
  return GTK_IS_SPIN_BUTTON (widget)
         && gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (widget)) == GPOINTER_TO_INT (data);
}

/* Each control writes the row's text; a number too large for the map is said there, and can be taken back. */
static void
test_options (Fixture *fixture, gconstpointer data)
{
  GtkWidget *controls = options (fixture, 1), *maps;

  maps = fixture_find (controls, has_value, GINT_TO_POINTER (3));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (maps), 4);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (fixture_find_type (controls, GTK_TYPE_SPIN_BUTTON)), 40);
  assert_text (fixture, "28x28x1 conv 40x5x4 tanh; max 4x4; rasterize; dense 12 tanh; softmax 10");
  g_assert_false (can_apply (fixture));
  g_assert_nonnull (fixture_find (row (fixture, 1), is_shown_error, NULL));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (fixture_find_type (controls, GTK_TYPE_SPIN_BUTTON)), 3);
  gtk_switch_set_active (GTK_SWITCH (fixture_find_type (controls, GTK_TYPE_SWITCH)), TRUE);
  assert_text (fixture, "28x28x1 conv 3x5x4 tanh shared; max 4x4; rasterize; dense 12 tanh; softmax 10");
  g_assert_true (can_apply (fixture));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (fixture_find_type (controls, GTK_TYPE_DROP_DOWN)), 1);
  assert_text (fixture, "28x28x1 max 2x2; max 4x4; rasterize; dense 12 tanh; softmax 10");
  fixture_spin (50);
  g_assert_null (fixture_find_type (controls, GTK_TYPE_SWITCH)); /* of a convolution alone */
  act (fixture, "editor.undo", -1);
  assert_text (fixture, START);
}

/* A row that is dropped on another takes its place. */
static void
test_drop (Fixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (row (fixture, 4)), "editor.move", "(uu)", 4, 1);
  assert_text (fixture, "28x28x1 dense 12 tanh; conv 5x5x3 tanh; max 4x4; rasterize; softmax 10");
  gtk_widget_activate_action (GTK_WIDGET (row (fixture, 1)), "editor.move", "(uu)", 1, 4);
  assert_text (fixture, START);
  gtk_widget_activate_action (GTK_WIDGET (row (fixture, 1)), "editor.move", "(uu)", 1, 0);
  assert_text (fixture, START);
}

/* What no one can have meant to paste is refused in words, and nothing changes. */
static void
test_odd_pastes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *megabytes = g_strnfill (10 << 20, ';');
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->editor));

  gdk_clipboard_set_text (clipboard, megabytes);
  act (fixture, "editor.paste", -1);
  fixture_wait_for (fixture_find (GTK_WIDGET (fixture->editor), is_shown_error, NULL) != NULL);
  assert_text (fixture, START);
  gdk_clipboard_set_text (clipboard, "28x28x1\u202e conv\n5x5x3 tanh;\x01; شبكة 卷积");
  act (fixture, "editor.paste", -1);
  fixture_wait_for (fv_draft_n_rows (fovea_architecture_editor_get_draft (fixture->editor)) == 4);
  g_assert_false (can_apply (fixture));
  g_assert_nonnull (fixture_find (row (fixture, 0), is_shown_error, NULL));
  act (fixture, "editor.undo", -1);
  assert_text (fixture, START);
}

/* What fits goes on as it is; training does too. */
static void
test_apply (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FvParameters) before = fv_parameters_ref (fovea_session_get_parameters (fixture->session));
  FvParameters *after;

  type (fixture, 4, "dense 20 tanh");
  act (fixture, "editor.apply", -1);
  fixture_wait_for (fixture->editor == NULL);
  g_assert_cmpstr (fv_network_text (fovea_session_get_network (fixture->session)), ==,
                   "28x28x1 conv 5x5x3 tanh; max 4x4; rasterize; dense 20 tanh; softmax 10");
  after = fovea_session_get_parameters (fixture->session);
  g_assert_cmpint (memcmp (fv_parameters_weights (before, 1), fv_parameters_weights (after, 1), 75 * 4), ==,
                   0);
  g_assert_nonnull (fixture_find_label (GTK_WIDGET (fixture->window), "1 layer keeps what it learned."));
  fixture_train (fixture->session, 2);
  /* And back. */
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  g_assert_cmpstr (fv_network_text (fovea_session_get_network (fixture->session)), ==, START);
}

/* No set of ours fits colour pictures of 9×9: it is said in the editor, which stays. */
static void
test_no_data (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FvNetwork) before = fv_network_ref (fovea_session_get_network (fixture->session));

  gtk_widget_activate_action (GTK_WIDGET (fixture->editor), "editor.preset", "s",
                              "9x9x3 rasterize; softmax 10");
  act (fixture, "editor.apply", -1);
  fixture_spin (50);
  g_assert_nonnull (fixture->editor);
  g_assert_nonnull (fixture_find (GTK_WIDGET (fixture->editor), is_shown_error, NULL));
  g_assert_true (fovea_session_get_network (fixture->session) == before);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/app/editor/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("mistakes", test_mistakes);
  ADD ("arithmetic", test_arithmetic);
  ADD ("typing", test_typing);
  ADD ("undo", test_undo);
  ADD ("clipboard", test_clipboard);
  ADD ("options", test_options);
  ADD ("drop", test_drop);
  ADD ("odd-pastes", test_odd_pastes);
  ADD ("apply", test_apply);
  ADD ("no-data", test_no_data);
  return g_test_run ();
}
