/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-pictures.h"

G_BEGIN_DECLS

/* PNG and JPEG files for data sets of pictures: fv_pictures_set_reader (fv_picture_reader ()). Values are taken as
 * they are, none inverted. A picture of the wanted size is not changed; of any other the largest part in the middle
 * that has the wanted proportions is scaled, every cell the mean of what it covers. Transparency counts as white
 * paper. */
const FvPictureReader *fv_picture_reader (void);

G_END_DECLS
