/**
 * @generated SignedSource<<ead4c0f3b53e61f1f6b4f3a609d4af7a>>
 * @relayHash 09b46756680af08f070da87e6e27c67c
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

// @relayRequestID 09b46756680af08f070da87e6e27c67c

import type { ConcreteRequest } from 'relay-runtime';
export type UserErrorCode = "CANNOT_BLOCK_SELF" | "CANNOT_FOLLOW_SELF" | "CANNOT_MUTE_SELF" | "COMMENTS_CLOSED" | "COMMENT_NOT_FOUND" | "EMAIL_TAKEN" | "FILE_TOO_LARGE" | "HANDLE_TAKEN" | "INVALID" | "POST_NOT_FOUND" | "REQUEST_NOT_FOUND" | "SECOND_FACTOR_ACTIVE" | "SECOND_FACTOR_INACTIVE" | "SECOND_FACTOR_REQUIRED" | "SESSION_ENDED" | "SESSION_NOT_FOUND" | "TICKET_EXPIRED" | "TOO_MANY" | "TOO_MANY_ATTEMPTS" | "UNSUPPORTED_CONTENT_TYPE" | "UPLOAD_NOT_FOUND" | "UPLOAD_NOT_STORED" | "UPLOAD_USED" | "USER_NOT_FOUND" | "WRONG_CODE" | "WRONG_CREDENTIALS" | "%future added value";
export type LikePostInput = {
  postId: string;
};
export type feedLikeMutation$variables = {
  input: LikePostInput;
};
export type feedLikeMutation$data = {
  readonly likePost: {
    readonly post: {
      readonly id: string;
      readonly likeCount: number;
      readonly viewerHasLiked: boolean;
    } | null | undefined;
    readonly userErrors: ReadonlyArray<{
      readonly code: UserErrorCode;
    }>;
  };
};
export type feedLikeMutation = {
  response: feedLikeMutation$data;
  variables: feedLikeMutation$variables;
};

const node: ConcreteRequest = (function(){
var v0 = [
  {
    "defaultValue": null,
    "kind": "LocalArgument",
    "name": "input"
  }
],
v1 = [
  {
    "alias": null,
    "args": [
      {
        "kind": "Variable",
        "name": "input",
        "variableName": "input"
      }
    ],
    "concreteType": "LikePostPayload",
    "kind": "LinkedField",
    "name": "likePost",
    "plural": false,
    "selections": [
      {
        "alias": null,
        "args": null,
        "concreteType": "Post",
        "kind": "LinkedField",
        "name": "post",
        "plural": false,
        "selections": [
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "id",
            "storageKey": null
          },
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "likeCount",
            "storageKey": null
          },
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "viewerHasLiked",
            "storageKey": null
          }
        ],
        "storageKey": null
      },
      {
        "alias": null,
        "args": null,
        "concreteType": "UserError",
        "kind": "LinkedField",
        "name": "userErrors",
        "plural": true,
        "selections": [
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "code",
            "storageKey": null
          }
        ],
        "storageKey": null
      }
    ],
    "storageKey": null
  }
];
return {
  "fragment": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Fragment",
    "metadata": null,
    "name": "feedLikeMutation",
    "selections": (v1/*:: as any*/),
    "type": "Mutation",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Operation",
    "name": "feedLikeMutation",
    "selections": (v1/*:: as any*/)
  },
  "params": {
    "id": "09b46756680af08f070da87e6e27c67c",
    "metadata": {},
    "name": "feedLikeMutation",
    "operationKind": "mutation",
    "text": null
  }
};
})();

(node as any).hash = "124655b981d0e8cf7f25837e75644904";

export default node;
